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
 * Functions of the C library of Linux as their manual pages describe them, except that those which
 * set errno answer the negated error number instead of -1. Bindings only; {@link Pty}, {@link
 * Epoll}, {@link ChildProcess} and {@link PidFd} give them meaning. Safe for many threads.
 */
final class Libc {
  static final int LOCK_EX = 0x2;
  static final int LOCK_NB = 0x4;

  private static final long SYS_PIDFD_SEND_SIGNAL = 424;
  private static final long SYS_PIDFD_OPEN = 434;

  private static final MethodHandle FLOCK = settingErrno("flock", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle IOCTL =
      variadic(2, "ioctl", JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle POSIX_OPENPT = settingErrno("posix_openpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle GRANTPT = settingErrno("grantpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle UNLOCKPT = settingErrno("unlockpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle PTSNAME_R =
      plain("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle EPOLL_CREATE1 =
      settingErrno("epoll_create1", JAVA_INT, JAVA_INT);
  private static final MethodHandle EPOLL_CTL =
      settingErrno("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle EPOLL_WAIT =
      settingErrno("epoll_wait", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle EVENTFD = settingErrno("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle WAITID =
      settingErrno("waitid", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle PIDFD_OPEN =
      variadic(1, "syscall", JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT);
  private static final MethodHandle PIDFD_SEND_SIGNAL =
      variadic(1, "syscall", JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);

  private Libc() {}

  static int flock(int fd, int operation) {
    MemorySegment errno = errnoPlace();
    try {
      return orErrno((int) FLOCK.invokeExact(errno, fd, operation), errno);
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
}
