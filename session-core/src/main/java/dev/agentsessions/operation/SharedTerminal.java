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

  boolean isEmpty() {
    return clients.isEmpty();
  }

  void join(TerminalClient client) {
    clients.add(client);
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

  /** The size that it took last; empty: the one that its process was started with. */
  Optional<WindowSize> size() {
    return Optional.ofNullable(size);
  }

  void took(WindowSize taken) {
    size = taken;
    clients.forEach(client -> client.tell(taken));
  }
}
