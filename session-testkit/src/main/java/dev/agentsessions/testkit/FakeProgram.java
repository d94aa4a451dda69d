package dev.agentsessions.testkit;

import dev.agentsessions.worker.WindowSize;
import java.nio.ByteBuffer;

/**
 * What the processes of a {@link FakeWorkerRuntime} do by themselves. A program is called in the
 * thread of whoever caused it, with the runtime's lock held, so it never waits and calls nothing
 * but its terminal.
 */
@FunctionalInterface
public interface FakeProgram {
  /** Does nothing until it is stopped. */
  FakeProgram RUNS_FOREVER = terminal -> {};

  /** Prints what is typed, as soon as it said {@code ready} on a line of its own. */
  FakeProgram ECHOES =
      new FakeProgram() {
        @Override
        public void started(FakeTerminal terminal) {
          terminal.print("ready\r\n");
        }

        @Override
        public void typed(FakeTerminal terminal, ByteBuffer bytes) {
          terminal.print(bytes);
        }
      };

  /** Prints its size and each new one, such as {@code 80x24}, on a line of its own. */
  FakeProgram TELLS_ITS_SIZE =
      new FakeProgram() {
        @Override
        public void started(FakeTerminal terminal) {
          resized(terminal, terminal.launch().size());
        }

        @Override
        public void resized(FakeTerminal terminal, WindowSize size) {
          terminal.print(size.cols() + "x" + size.rows() + "\r\n");
        }
      };

  /** Ends at once. */
  static FakeProgram exits(int code) {
    return terminal -> terminal.exit(code);
  }

  /** Prints a text and goes on running. */
  static FakeProgram prints(String text) {
    return terminal -> terminal.print(text);
  }

  /** Cannot be run. */
  static FakeProgram unrunnable(String message) {
    return terminal -> terminal.fail(message);
  }

  void started(FakeTerminal terminal);

  /**
   * @param bytes from position to limit; not to be kept
   */
  default void typed(FakeTerminal terminal, ByteBuffer bytes) {}

  default void resized(FakeTerminal terminal, WindowSize size) {}
}
