package dev.agentsessions.http;

/** An answer that goes on for as long as both sides want. Takes the connection for itself. */
@FunctionalInterface
non-sealed interface Feed extends Outcome {
  /**
   * Runs on the connection's thread; the connection ends when it returns.
   *
   * @throws java.io.UncheckedIOException if the client is gone
   */
  void run(Wire wire) throws InterruptedException;

  /** What it begins with. */
  default int status() {
    return 200;
  }

  /** Whether it reads what the request brings along. */
  default boolean takesBody() {
    return false;
  }
}
