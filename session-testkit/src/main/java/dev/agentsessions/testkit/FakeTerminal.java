package dev.agentsessions.testkit;

import java.nio.ByteBuffer;

/** What a {@link FakeProgram} can do. Use it only while the program is called. */
public interface FakeTerminal {
  /**
   * Prints bytes as they are.
   *
   * @param bytes from position to limit; not kept
   */
  void print(ByteBuffer bytes);

  void print(String text);

  /** Ends the process. Printing afterwards is an error of the program. */
  void exit(int code);

  /** Ends the process as one that could not be run: 127, and why in its exit and its output. */
  void fail(String message);
}
