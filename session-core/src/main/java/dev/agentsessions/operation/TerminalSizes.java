package dev.agentsessions.operation;

import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerRef;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The sizes of the terminals that are used through this host, and who has a say in them (W-07).
 * Each answer is a size that the terminal should take now; whoever gets it hands it to the runtime,
 * without the lock, and reports it by {@link #took}, until there is none. So whatever the order in
 * which several get through, the last report finds the size that holds.
 *
 * <p>Bounded: a size is remembered while clients are there, and beyond {@link #MAX} terminals the
 * one used longest ago falls back to the size it was started with, which costs a redraw. Safe for
 * many threads.
 */
final class TerminalSizes {
  private static final int MAX = 10_000;

  /** A process's terminal: each epoch has one of its own. */
  record Terminal(WorkerRef worker, long epoch) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Terminal, SharedTerminal> terminals = // guarded by lock
      new LinkedHashMap<>(16, 0.75f, true);
  private long now; // guarded by lock

  @Inject
  TerminalSizes() {}

  /** The size it took last; empty: the one that it was started with. */
  Optional<WindowSize> of(Terminal key) {
    return at(key, SharedTerminal::size);
  }

  void join(Terminal key, TerminalClient client) {
    at(
        key,
        terminal -> {
          terminal.join(client);
          return client;
        });
  }

  /** A client asks for a size. */
  Optional<WindowSize> asks(Terminal key, TerminalClient client, WindowSize size) {
    return at(
        key,
        terminal -> {
          terminal.asks(client, size, ++now);
          return terminal.wanted().filter(size::equals);
        });
  }

  /** A client typed. */
  Optional<WindowSize> types(Terminal key, TerminalClient client) {
    return at(
        key,
        terminal -> {
          terminal.types(client, ++now);
          return terminal.due();
        });
  }

  Optional<WindowSize> leaves(Terminal key, TerminalClient client) {
    return at(
        key,
        terminal -> {
          terminal.leave(client);
          return terminal.due();
        });
  }

  /**
   * The terminal took a size. Its clients are told with the lock held, so that the last they hear
   * is the last it took: they neither wait nor call back.
   */
  Optional<WindowSize> took(Terminal key, WindowSize size) {
    return at(
        key,
        terminal -> {
          terminal.took(size);
          return terminal.due();
        });
  }

  private <T> T at(Terminal key, Function<SharedTerminal, T> step) {
    lock.lock();
    try {
      SharedTerminal terminal = terminals.computeIfAbsent(key, any -> new SharedTerminal());
      T answer = step.apply(terminal);
      forgetOne();
      return answer;
    } finally {
      lock.unlock();
    }
  }

  private void forgetOne() {
    if (terminals.size() > MAX) {
      terminals.entrySet().stream()
          .filter(terminal -> terminal.getValue().isEmpty())
          .findFirst()
          .map(Map.Entry::getKey)
          .ifPresent(terminals::remove);
    }
  }
}
