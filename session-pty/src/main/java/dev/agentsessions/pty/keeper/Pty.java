package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.SystemCallException.check;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A pseudo-terminal, seen from the side of the terminal (the master). Nothing here blocks. Whoever
 * closes it must know that no other thread uses it: the system gives its number to the next file.
 */
final class Pty {
  /** What {@link #read} answers when there is nothing for now. */
  static final long NOTHING = 0;

  /** What {@link #read} answers when nobody can write any more. */
  static final long OVER = -1;

  private static final long TIOCSWINSZ = 0x5414;
  private static final long TIOCGPGRP = 0x540f;
  private static final int TERMIOS_BYTES = 256;
  private static final int IUTF8 = 0x4000;
  private static final int TCSANOW = 0;

  private final int master;
  private String slavePath = "";
  // Our own hold on the other side: without it the terminal would seem over whenever the process
  // has it closed for a moment.
  private int slave = -1;

  private Pty(int master) {
    this.master = master;
  }

  static Pty open(TerminalSize size) throws SystemCallException {
    int master =
        check(
            "posix_openpt",
            Libc.posixOpenpt(Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_CLOEXEC | Libc.O_NONBLOCK));
    Pty pty = new Pty(master);
    try (Arena arena = Arena.ofConfined()) {
      pty.openSlave(arena);
      pty.eraseWholeCharacters(arena);
      pty.resize(size);
      return pty;
    } catch (SystemCallException e) {
      pty.close();
      throw e;
    }
  }

  private void openSlave(Arena arena) throws SystemCallException {
    check("grantpt", Libc.grantpt(master));
    check("unlockpt", Libc.unlockpt(master));
    MemorySegment path = arena.allocate(128);
    check("ptsname_r", -Libc.ptsname(master, path));
    slave = check("open", Libc.open(path, Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_CLOEXEC));
    slavePath = path.getString(0);
  }

  /** So that Backspace in a line that the system edits removes all bytes of a character. */
  private void eraseWholeCharacters(Arena arena) throws SystemCallException {
    MemorySegment termios = arena.allocate(TERMIOS_BYTES, 8);
    check("tcgetattr", Libc.tcgetattr(master, termios));
    termios.set(JAVA_INT, 0, termios.get(JAVA_INT, 0) | IUTF8);
    check("tcsetattr", Libc.tcsetattr(master, TCSANOW, termios));
  }

  int master() {
    return master;
  }

  /** The device that the process opens. */
  String slavePath() {
    return slavePath;
  }

  /**
   * Reads what the process wrote into the segment, from an offset to its end.
   *
   * @return how many bytes, at least 1; or {@link #NOTHING} or {@link #OVER}
   */
  long read(MemorySegment into, long offset) {
    while (true) {
      MemorySegment free = into.asSlice(offset);
      long read = Libc.read(master, free, free.byteSize());
      if (read > 0) {
        return read;
      }
      if (read == -Libc.EAGAIN) {
        return NOTHING;
      }
      if (read != -Libc.EINTR) {
        return OVER;
      }
    }
  }

  /**
   * Types bytes, as many as the terminal takes now.
   *
   * @return how many it took, perhaps 0
   */
  int write(byte[] bytes, int offset, int length) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocate(length);
      MemorySegment.copy(bytes, offset, from, JAVA_BYTE, 0, length);
      return (int) Math.max(0, Libc.write(master, from, length));
    }
  }

  void resize(TerminalSize size) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment winsize = arena.allocate(8, 2);
      winsize.set(JAVA_SHORT, 0, (short) size.rows());
      winsize.set(JAVA_SHORT, 2, (short) size.cols());
      check("TIOCSWINSZ", Libc.ioctl(master, TIOCSWINSZ, winsize));
    }
  }

  /** The process group that reads the keyboard; 0 if there is none. */
  int foregroundGroup() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment group = arena.allocate(JAVA_INT);
      return Libc.ioctl(master, TIOCGPGRP, group) < 0 ? 0 : group.get(JAVA_INT, 0);
    }
  }

  /** Lets go of the other side, so that {@link #OVER} is answered once nobody else holds it. */
  void releaseSlave() {
    if (slave >= 0) {
      Libc.close(slave);
      slave = -1;
    }
  }

  void close() {
    releaseSlave();
    Libc.close(master);
  }
}
