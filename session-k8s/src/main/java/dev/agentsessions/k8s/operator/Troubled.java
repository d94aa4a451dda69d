package dev.agentsessions.k8s.operator;

import java.util.Optional;

/** A run has to wait; what was made for it stays. */
final class Troubled extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Trouble trouble;

  /** Until somebody changes something. */
  Troubled(Trouble trouble) {
    super(trouble.message());
    this.trouble = trouble;
  }

  /** Until it is tried again. */
  Troubled(Trouble trouble, RuntimeException cause) {
    super(trouble.message(), cause);
    this.trouble = trouble;
  }

  Trouble trouble() {
    return trouble;
  }

  /** What to throw, so that it is tried again. */
  Optional<RuntimeException> cause() {
    return Optional.ofNullable((RuntimeException) getCause());
  }
}
