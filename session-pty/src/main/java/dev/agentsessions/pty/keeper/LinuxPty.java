package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.SystemCallException.check;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A pseudo-terminal that the C library of Linux makes. */
final class LinuxPty extends Pty {
  private static final long TIOCSWINSZ = 0x5414;

  private LinuxPty(int master) {
    super(master);
  }

  static LinuxPty open(TerminalSize size) throws SystemCallException {
    int master =
        check(
            "posix_openpt",
            Libc.posixOpenpt(Posix.O_RDWR | Posix.O_NOCTTY | Posix.O_CLOEXEC | Posix.O_NONBLOCK));
    LinuxPty pty = new LinuxPty(master);
    try (Arena arena = Arena.ofConfined()) {
      check("grantpt", Libc.grantpt(master));
      check("unlockpt", Libc.unlockpt(master));
      MemorySegment path = arena.allocate(128);
      check("ptsname_r", -Libc.ptsname(master, path));
      pty.holdSlave(path.getString(0));
      pty.resize(size);
      return pty;
    } catch (SystemCallException e) {
      pty.close();
      throw e;
    }
  }

  @Override
  void resize(TerminalSize size) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment winsize = arena.allocate(8, 2);
      winsize.set(JAVA_SHORT, 0, (short) size.rows());
      winsize.set(JAVA_SHORT, 2, (short) size.cols());
      check("TIOCSWINSZ", Libc.ioctl(master(), TIOCSWINSZ, winsize));
    }
  }

  @Override
  void closeMaster() {
    Posix.close(master());
  }
}
