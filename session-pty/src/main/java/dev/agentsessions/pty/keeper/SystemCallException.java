package dev.agentsessions.pty.keeper;

import java.io.IOException;

/** The system refused a call; the message says which and why. */
final class SystemCallException extends IOException {
  private static final long serialVersionUID = 1;

  private final String call;
  private final int errno;

  SystemCallException(String call, int errno) {
    super(call + ": " + Posix.strerror(errno));
    this.call = call;
    this.errno = errno;
  }

  int errno() {
    return errno;
  }

  boolean isOf(String otherCall) {
    return call.equals(otherCall);
  }

  /** Whether the same may succeed once something is given back. */
  boolean isShortage() {
    return errno == Posix.EAGAIN
        || errno == Posix.ENOMEM
        || errno == Posix.ENFILE
        || errno == Posix.EMFILE;
  }

  /** Passes a result on unless it is a negated error number. */
  static int check(String call, int result) throws SystemCallException {
    if (result < 0) {
      throw new SystemCallException(call, -result);
    }
    return result;
  }
}
