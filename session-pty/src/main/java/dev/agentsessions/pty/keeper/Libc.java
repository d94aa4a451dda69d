package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.NativeCall.errnoPlace;
import static dev.agentsessions.pty.keeper.NativeCall.impossible;
import static dev.agentsessions.pty.keeper.NativeCall.orErrno;
import static dev.agentsessions.pty.keeper.NativeCall.plain;
import static dev.agentsessions.pty.keeper.NativeCall.settingErrno;
import static dev.agentsessions.pty.keeper.NativeCall.variadic;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Functions of the C library as their manual pages describe them, except that those which set errno
 * answer the negated error number instead of -1. Bindings only; {@link Pty}, {@link Epoll}, {@link
 * ChildProcess} and {@link PidFd} give them meaning. Safe for many threads.
 */
final class Libc {
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int EAGAIN = 11;
  static final int ENOMEM = 12;
  static final int ENOTDIR = 20;
  static final int EINVAL = 22;
  static final int ENFILE = 23;
  static final int EMFILE = 24;

  static final int O_RDWR = 0x2;
  static final int O_NOCTTY = 0x100;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;

  static final int LOCK_EX = 0x2;
  static final int LOCK_NB = 0x4;

  private static final long SYS_PIDFD_SEND_SIGNAL = 424;
  private static final long SYS_PIDFD_OPEN = 434;

  private static final MethodHandle OPEN = variadic(2, "open", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CLOSE = settingErrno("close", JAVA_INT, JAVA_INT);
  private static final MethodHandle FLOCK = settingErrno("flock", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle READ =
      settingErrno("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE =
      settingErrno("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle IOCTL =
      variadic(2, "ioctl", JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle POSIX_OPENPT = settingErrno("posix_openpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle GRANTPT = settingErrno("grantpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle UNLOCKPT = settingErrno("unlockpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle PTSNAME_R =
      plain("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle TCGETATTR =
      settingErrno("tcgetattr", JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle TCSETATTR =
      settingErrno("tcsetattr", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle EPOLL_CREATE1 =
      settingErrno("epoll_create1", JAVA_INT, JAVA_INT);
  private static final MethodHandle EPOLL_CTL =
      settingErrno("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle EPOLL_WAIT =
      settingErrno("epoll_wait", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle EVENTFD = settingErrno("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle KILL = settingErrno("kill", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle WAITID =
      settingErrno("waitid", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle PIDFD_OPEN =
      variadic(1, "syscall", JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT);
  private static final MethodHandle PIDFD_SEND_SIGNAL =
      variadic(1, "syscall", JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle STRERRORDESC_NP = plain("strerrordesc_np", ADDRESS, JAVA_INT);

  private Libc() {}

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

  static int flock(int fd, int operation) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) FLOCK.invokeExact(errno, fd, operation), errno);
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

  static int ioctl(int fd, long request, MemorySegment argument) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) IOCTL.invokeExact(errno, fd, request, argument), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int posixOpenpt(int flags) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) POSIX_OPENPT.invokeExact(errno, flags), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int grantpt(int master) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) GRANTPT.invokeExact(errno, master), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int unlockpt(int master) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) UNLOCKPT.invokeExact(errno, master), errno);
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

  static int epollCreate1(int flags) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) EPOLL_CREATE1.invokeExact(errno, flags), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int epollCtl(int epoll, int operation, int fd, MemorySegment event) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) EPOLL_CTL.invokeExact(errno, epoll, operation, fd, event), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int epollWait(int epoll, MemorySegment events, int most, int millis) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) EPOLL_WAIT.invokeExact(errno, epoll, events, most, millis), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int eventfd(int value, int flags) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) EVENTFD.invokeExact(errno, value, flags), errno);
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

  static int waitid(int type, int id, MemorySegment info, int options) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) WAITID.invokeExact(errno, type, id, info, options), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Answers an error number itself. */
  static int ptsname(int master, MemorySegment into) {
    try {
      return (int) PTSNAME_R.invokeExact(master, into, into.byteSize());
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Through {@code syscall}: older C libraries have no name for it. */
  static int pidfdOpen(int pid) {
    MemorySegment errno = errnoPlace();
    try {
      return (int) orErrno((long) PIDFD_OPEN.invokeExact(errno, SYS_PIDFD_OPEN, pid, 0), errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Through {@code syscall}: older C libraries have no name for it. */
  static int pidfdSendSignal(int pidfd, int signal) {
    MemorySegment errno = errnoPlace();
    try {
      return (int)
          orErrno(
              (long)
                  PIDFD_SEND_SIGNAL.invokeExact(
                      errno, SYS_PIDFD_SEND_SIGNAL, pidfd, signal, MemorySegment.NULL, 0),
              errno);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** What an error number means, in English. */
  static String strerror(int errno) {
    try {
      MemorySegment text = (MemorySegment) STRERRORDESC_NP.invokeExact(errno);
      return text.equals(MemorySegment.NULL)
          ? "error " + errno
          : text.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }
}
