package dev.agentsessions.testkit;

import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.WorkerLaunch;
import java.nio.ByteBuffer;

/** What a {@link FakeProgram} can do. Use it only while the program is called. */
public interface FakeTerminal {
  /** As whom and with what it was started. */
  WorkerLaunch launch();

  /** Where it runs. */
  Endpoint endpoint();

  /**
   * Prints bytes as they are.
   *
   * @param bytes from position to limit; not kept
   */
  void print(ByteBuffer bytes);

  void print(String text);

  /** Leaves in the queue what is typed from now on. */
  void stopReading();

  /** Ends the process. Printing afterwards is an error of the program. */
  void exit(int code);

  /** Ends the process as one that could not be run: 127, and why in its exit and its output. */
  void fail(String message);
}
