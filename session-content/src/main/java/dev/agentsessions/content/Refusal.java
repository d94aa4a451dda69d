package dev.agentsessions.content;

/**
 * What was asked for cannot be done, and who asked can do something about it: one line says what.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refusal(String message) {
    super(message);
  }
}
