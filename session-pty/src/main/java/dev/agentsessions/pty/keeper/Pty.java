package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.SystemCallException.check;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A pseudo-terminal, seen from the side of the terminal (the master). Nothing here blocks. Whoever
 * closes it must know that no other thread uses it: the system gives its number to the next file.
 */
abstract class Pty {
  /** What {@link #read} answers when there is nothing for now. */
  static final long NOTHING = 0;

  /** What {@link #read} answers when nobody can write any more. */
  static final long OVER = -1;

  private static final int TERMIOS_BYTES = 256;
  private static final int IUTF8 = 0x4000;
  private static final int TCSANOW = 0;

  private final int master;
  private String slavePath = "";
  // Our own hold on the other side: without it the terminal would seem over whenever the process
  // has it closed for a moment.
  private int slave = -1;

  /**
   * @param master its descriptor, which does not block
   */
  Pty(int master) {
    this.master = master;
  }

  /** Opens the other side; once, before anything else. */
  final void holdSlave(String path) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      int flags = Posix.O_RDWR | Posix.O_NOCTTY | Posix.O_CLOEXEC;
      slave = check("open", Posix.open(arena.allocateFrom(path), flags));
      slavePath = path;
      eraseWholeCharacters(arena);
    }
  }

  /** So that Backspace in a line that the system edits removes all bytes of a character. */
  private void eraseWholeCharacters(Arena arena) throws SystemCallException {
    MemorySegment termios = arena.allocate(TERMIOS_BYTES, 8);
    check("tcgetattr", Posix.tcgetattr(slave, termios));
    termios.set(JAVA_INT, 0, termios.get(JAVA_INT, 0) | IUTF8);
    check("tcsetattr", Posix.tcsetattr(slave, TCSANOW, termios));
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
      long read = Posix.read(master, free, free.byteSize());
      if (read > 0) {
        return read;
      }
      if (read == -Posix.EAGAIN) {
        return NOTHING;
      }
      if (read != -Posix.EINTR) {
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
      return (int) Math.max(0, Posix.write(master, from, length));
    }
  }

  /** Tells the terminal its size. */
  abstract void resize(TerminalSize size) throws IOException;

  /** The process group that reads the keyboard; 0 if there is none. */
  int foregroundGroup() {
    return Math.max(0, Posix.tcgetpgrp(master));
  }

  /** Lets go of the other side, so that {@link #OVER} is answered once nobody else holds it. */
  void releaseSlave() {
    if (slave >= 0) {
      Posix.close(slave);
      slave = -1;
    }
  }

  final void close() {
    releaseSlave();
    closeMaster();
  }

  /** Lets go of the terminal itself. */
  abstract void closeMaster();
}
