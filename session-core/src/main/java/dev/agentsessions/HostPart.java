package dev.agentsessions;

/**
 * Something that a host starts and closes: a store, the reconciler's threads, a server. Modules add
 * theirs to a set; parts start in the order of the modules and close the other way round.
 */
public interface HostPart extends AutoCloseable {
  /**
   * Starts it. When this throws, it has closed what it had opened, and {@link #close} is not
   * called.
   */
  void start();

  /** Told once, when every part of the host has started. */
  default void hostStarted() {}

  /** Told once, before the first part of the host is closed: every part still works. */
  default void hostClosing() {}

  /** Ends every thread, file and child it has. Called once, by the thread that started it. */
  @Override
  void close();
}
