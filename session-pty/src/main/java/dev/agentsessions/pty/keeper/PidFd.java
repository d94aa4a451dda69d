package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.SystemCallException.check;

/** A hold on one process: it never means another one, even when the number is used again. */
final class PidFd implements AutoCloseable {
  private final int fd;

  private PidFd(int fd) {
    this.fd = fd;
  }

  /** The process that has the number now. */
  static PidFd open(int pid) throws SystemCallException {
    return new PidFd(check("pidfd_open", Libc.pidfdOpen(pid)));
  }

  /** Readable once the process has ended. */
  int fd() {
    return fd;
  }

  void signal(int number) throws SystemCallException {
    check("pidfd_send_signal", Libc.pidfdSendSignal(fd, number));
  }

  @Override
  public void close() {
    Posix.close(fd);
  }
}
