package dev.agentsessions.store.internal;

/**
 * A write broke a constraint, and nothing of it was written. Which one is not read from the
 * message: whoever wrote looks up what is taken or missing.
 */
final class Conflict extends RuntimeException {
  private static final long serialVersionUID = 1;

  Conflict(Throwable cause) {
    super("a constraint refused the write", cause);
  }
}
