package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.SystemCallException.check;

import java.io.IOException;

/** A pseudo-terminal that a library makes. */
final class LibraryPty extends Pty {
  private final PtyLibrary.Terminal terminal;

  private LibraryPty(PtyLibrary.Terminal terminal) {
    super(terminal.master());
    this.terminal = terminal;
  }

  static LibraryPty open(PtyLibrary library, TerminalSize size) throws IOException {
    LibraryPty pty = new LibraryPty(library.open());
    try {
      // First of all: until the other side is open a Mac's terminal takes neither size nor mode.
      pty.holdSlave(pty.terminal.slavePath());
      check("fcntl", Posix.setNonBlocking(pty.master()));
      pty.resize(size);
      return pty;
    } catch (IOException e) {
      pty.close();
      throw e;
    }
  }

  int spawn(SpawnSpec spec, String program) throws IOException {
    return terminal.spawn(spec, program);
  }

  @Override
  void resize(TerminalSize size) throws IOException {
    terminal.resize(size);
  }

  @Override
  void closeMaster() {
    terminal.close();
  }
}
