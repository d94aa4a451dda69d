package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.NativeCall.errnoPlace;
import static dev.agentsessions.pty.keeper.NativeCall.exists;
import static dev.agentsessions.pty.keeper.NativeCall.impossible;
import static dev.agentsessions.pty.keeper.NativeCall.orErrno;
import static dev.agentsessions.pty.keeper.NativeCall.plain;
import static dev.agentsessions.pty.keeper.NativeCall.settingErrno;
import static dev.agentsessions.pty.keeper.NativeCall.variadic;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Functions that the C library of every Unix has, as {@link Libc} binds those of Linux. Numbers are
 * those of this system. Safe for many threads.
 */
final class Posix {
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int ENOMEM = 12;
  static final int EACCES = 13;
  static final int ENOTDIR = 20;
  static final int EINVAL = 22;
  static final int ENFILE = 23;
  static final int EMFILE = 24;

  static final int O_RDWR = 0x2;

  private static final String SYSTEM = System.getProperty("os.name");
  private static final boolean LINUX = SYSTEM.equals("Linux");
  private static final boolean MAC = SYSTEM.startsWith("Mac");

  // The BSDs, and what descends from them, count differently.
  static final int EAGAIN = LINUX ? 11 : 35;
  static final int O_NONBLOCK = LINUX ? 0x800 : 0x4;
  static final int O_NOCTTY = LINUX ? 0x100 : MAC ? 0x20000 : 0x8000;
  static final int O_CLOEXEC = LINUX ? 0x80000 : MAC ? 0x1000000 : 0x100000;
  private static final int SIG_SETMASK = LINUX ? 2 : 3;

  private static final int F_SETFD = 2;
  private static final int F_SETFL = 4;
  private static final int FD_CLOEXEC = 1;

  /** More than any system needs for a set of signals. */
  private static final int SIGNAL_SET_BYTES = 128;

  private static final MethodHandle OPEN = variadic(2, "open", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CLOSE = settingErrno("close", JAVA_INT, JAVA_INT);
  private static final MethodHandle READ =
      settingErrno("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE =
      settingErrno("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle KILL = settingErrno("kill", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle TCGETATTR =
      settingErrno("tcgetattr", JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle TCSETATTR =
      settingErrno("tcsetattr", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle FCNTL =
      variadic(2, "fcntl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle PIPE = settingErrno("pipe", JAVA_INT, ADDRESS);
  // The count is a long or an int: the same register, for numbers this small.
  private static final MethodHandle POLL =
      settingErrno("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle TCGETPGRP = settingErrno("tcgetpgrp", JAVA_INT, JAVA_INT);
  private static final MethodHandle GETSID = settingErrno("getsid", JAVA_INT, JAVA_INT);
  private static final MethodHandle PTHREAD_SIGMASK =
      plain("pthread_sigmask", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  // That of glibc is always in English.
  private static final MethodHandle STRERROR =
      plain(exists("strerrordesc_np") ? "strerrordesc_np" : "strerror", ADDRESS, JAVA_INT);

  private Posix() {}

  static int open(MemorySegment path, int flags) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) OPEN.invokeExact(errno, path, flags), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int close(int fd) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) CLOSE.invokeExact(errno, fd), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static long read(int fd, MemorySegment into, long length) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((long) READ.invokeExact(errno, fd, into, length), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static long write(int fd, MemorySegment from, long length) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((long) WRITE.invokeExact(errno, fd, from, length), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int kill(int pid, int signal) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) KILL.invokeExact(errno, pid, signal), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int tcgetattr(int fd, MemorySegment termios) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) TCGETATTR.invokeExact(errno, fd, termios), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int tcsetattr(int fd, int when, MemorySegment termios) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) TCSETATTR.invokeExact(errno, fd, when, termios), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Makes a file not block, and not be inherited by programs. */
  static int setNonBlocking(int fd) {
    int result = fcntl(fd, F_SETFD, FD_CLOEXEC);
    return result < 0 ? result : fcntl(fd, F_SETFL, O_NONBLOCK);
  }

  private static int fcntl(int fd, int command, int argument) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) FCNTL.invokeExact(errno, fd, command, argument), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int pipe(MemorySegment ends) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) PIPE.invokeExact(errno, ends), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int poll(MemorySegment files, long count, int millis) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) POLL.invokeExact(errno, files, count, millis), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int tcgetpgrp(int terminal) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) TCGETPGRP.invokeExact(errno, terminal), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int getsid(int pid) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) GETSID.invokeExact(errno, pid), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** From now on no signal is blocked in this thread, nor in the programs that it starts. */
  static void blockNoSignal() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment none = arena.allocate(SIGNAL_SET_BYTES, 8);
      int _ = (int) PTHREAD_SIGMASK.invokeExact(SIG_SETMASK, none, MemorySegment.NULL);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** What an error number means. */
  static String strerror(int errno) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
      return text.equals(MemorySegment.NULL)
          ? "error " + errno
          : text.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }
}
