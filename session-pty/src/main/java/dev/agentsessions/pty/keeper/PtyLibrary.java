package dev.agentsessions.pty.keeper;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.OptionalInt;

/**
 * Makes terminals and runs processes on them, on systems where this package has no calls of its own
 * for that. Safe for many threads.
 */
public interface PtyLibrary {
  /**
   * Opens a terminal.
   *
   * @throws IOException if the system lacks something
   */
  Terminal open() throws IOException;

  /**
   * Waits until a child process has ended, and lets the system forget it. Blocks its thread in a
   * native call.
   *
   * @return its status as {@code waitpid} tells it; empty if somebody else took that
   */
  OptionalInt await(int pid);

  /** A pseudo-terminal. {@link #close} comes last, and once. */
  interface Terminal {
    /** The descriptor of its master. */
    int master();

    /** The device of its other side. */
    String slavePath();

    /** Tells it its size. */
    void resize(TerminalSize size) throws IOException;

    /**
     * Runs a program as leader of a session of its own, with this as its descriptors 0 to 2 and
     * controlling terminal, and no other descriptor. It inherits the signals that this thread
     * blocks.
     *
     * @param program the path of its file, absolute
     * @return the number of the process
     * @throws CharacterCodingException if the command or the environment cannot be passed on
     * @throws IOException if the system lacks something
     */
    int spawn(SpawnSpec spec, String program) throws IOException;

    /** Closes the master. */
    void close();
  }
}
