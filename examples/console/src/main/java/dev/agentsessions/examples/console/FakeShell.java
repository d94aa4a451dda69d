package dev.agentsessions.examples.console;

import dev.agentsessions.testkit.FakeProgram;
import dev.agentsessions.testkit.FakeTerminal;
import java.nio.ByteBuffer;

/** What stands where a login shell would: says that it is none, and prints what is typed. */
final class FakeShell implements FakeProgram {
  /** By which the fake processes know the login shell. */
  static final String NAME = "";

  private static final byte RETURN = '\r';
  private static final byte CTRL_D = 4;

  @Override
  public void started(FakeTerminal terminal) {
    terminal.print("This is a demonstration: nothing runs here. Ctrl+D ends it.\r\n> ");
  }

  @Override
  public void typed(FakeTerminal terminal, ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte typed = bytes.get();
      if (typed == CTRL_D) {
        terminal.exit(0);
        return;
      }
      if (typed == RETURN) {
        terminal.print("\r\n> ");
      } else {
        terminal.print(ByteBuffer.wrap(new byte[] {typed}));
      }
    }
  }
}
