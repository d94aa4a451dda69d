package dev.agentsessions.operation;

import dev.agentsessions.worker.WindowSize;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The clients at one process's terminal, and whose size it has (W-07): that of the client that
 * typed last; before anybody typed, of the one that asked last. Who has left, or asked for none,
 * has no say. Guarded by the lock of {@link TerminalSizes}.
 */
final class SharedTerminal {
  private static final Comparator<TerminalClient> MORE_SAY =
      Comparator.comparingLong(TerminalClient::typedAt).thenComparingLong(TerminalClient::askedAt);

  private final Set<TerminalClient> clients = new LinkedHashSet<>();
  private @Nullable TerminalClient passerBy;
  private @Nullable WindowSize size;
  private @Nullable WindowSize told;
  private @Nullable WindowSize started;

  boolean isEmpty() {
    return clients.isEmpty();
  }

  /**
   * @param first the size that its process was started with
   */
  void join(TerminalClient client, WindowSize first) {
    clients.add(client);
    started = first;
  }

  void leave(TerminalClient client) {
    clients.remove(client);
  }

  /** Somebody who never joined may ask, too, and counts until another one comes by. */
  void asks(TerminalClient client, WindowSize asked, long at) {
    client.asks(asked, at);
    if (!clients.contains(client)) {
      passerBy = client;
    }
  }

  void types(TerminalClient client, long at) {
    if (clients.contains(client)) {
      client.types(at);
    }
  }

  /** The size that it should have; empty while nobody here has asked for one. */
  Optional<WindowSize> wanted() {
    return Stream.concat(clients.stream(), Stream.ofNullable(passerBy))
        .filter(client -> client.asked().isPresent())
        .max(MORE_SAY)
        .flatMap(TerminalClient::asked);
  }

  /** The same, unless it has it. */
  Optional<WindowSize> due() {
    return wanted().filter(wanted -> !wanted.equals(size));
  }

  /** What its clients were told last; empty: it has the size that its process was started with. */
  Optional<WindowSize> told() {
    return Optional.ofNullable(told);
  }

  /** It is about to take a size. */
  void takes(WindowSize next, long offset) {
    told = next;
    clients.forEach(client -> client.tell(next, offset));
  }

  /** It took a size; another one may have been told meanwhile. */
  void took(WindowSize taken, long offset) {
    size = taken;
    if (!taken.equals(told)) {
      takes(taken, offset);
    }
  }

  /** It did not take the size that was told, and has the one before. */
  void refused(long offset) {
    told = size;
    WindowSize before = size == null ? started : size;
    if (before != null) {
      clients.forEach(client -> client.tell(before, offset));
    }
  }
}
