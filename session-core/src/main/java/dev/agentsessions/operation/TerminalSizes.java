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
 * Each answer is a size that the terminal should take now; whoever gets it says so by {@link
 * #takes}, hands it to the runtime, without the lock, and reports it by {@link #took}, until there
 * is none. So whatever the order in which several get through, the last report finds the size that
 * holds.
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

  /** The size told last; empty: the one that it was started with. */
  Optional<WindowSize> of(Terminal key) {
    return at(key, SharedTerminal::told);
  }

  /**
   * @param started the size that the terminal was started with
   */
  void join(Terminal key, TerminalClient client, WindowSize started) {
    at(
        key,
        terminal -> {
          terminal.join(client, started);
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
   * The terminal is about to take a size. Its clients are told with the lock held, so that all hear
   * the same in the same order.
   *
   * @param offset of the output's end
   */
  void takes(Terminal key, WindowSize size, long offset) {
    at(
        key,
        terminal -> {
          terminal.takes(size, offset);
          return terminal;
        });
  }

  /** The terminal took a size. */
  Optional<WindowSize> took(Terminal key, WindowSize size, long offset) {
    return at(
        key,
        terminal -> {
          terminal.took(size, offset);
          return terminal.due();
        });
  }

  /** The terminal did not take the size that was told, and has the one before. */
  void refused(Terminal key, long offset) {
    at(
        key,
        terminal -> {
          terminal.refused(offset);
          return terminal;
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
