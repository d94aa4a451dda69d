package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.worker.WindowSize;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client at a terminal, as far as its size goes. Guarded by the lock of {@link TerminalSizes}.
 */
final class TerminalClient {
  private final SizeListener listener;
  private @Nullable WindowSize asked;
  private long askedAt;
  private long typedAt;

  TerminalClient(SizeListener listener) {
    this.listener = requireNonNull(listener, "listener");
  }

  void asks(WindowSize size, long at) {
    asked = size;
    askedAt = at;
  }

  void types(long at) {
    typedAt = at;
  }

  void tell(WindowSize size, long offset) {
    listener.takes(size, offset);
  }

  /** The size it last asked for. */
  Optional<WindowSize> asked() {
    return Optional.ofNullable(asked);
  }

  /** When it asked; what is later is more. */
  long askedAt() {
    return askedAt;
  }

  /** When it last typed; what is later is more, 0 is never. */
  long typedAt() {
    return typedAt;
  }
}
