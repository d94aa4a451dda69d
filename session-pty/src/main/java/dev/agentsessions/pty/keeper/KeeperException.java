package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.WorkerKey;

/** A call of the {@link Keeper} that had no effect. */
public abstract sealed class KeeperException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private KeeperException(String message) {
    super(message);
  }

  private KeeperException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The caller no longer owns the session: somebody with a higher fence has called. Stop acting.
   */
  public static final class StaleFence extends KeeperException {
    private static final long serialVersionUID = 1;

    private final long highest;

    StaleFence(String session, long fence, long highest) {
      super("fence " + fence + " of " + session + " is below " + highest);
      this.highest = highest;
    }

    /** The highest fence seen. */
    public long highest() {
      return highest;
    }
  }

  /** There is no such worker, or it has no running process. Ask for something else. */
  public static final class NotRunning extends KeeperException {
    private static final long serialVersionUID = 1;

    NotRunning(WorkerKey worker) {
      super(worker + " is not running");
    }
  }

  /** The worker has a process that was not released. Look at its status; stop or release it. */
  public static final class AlreadyThere extends KeeperException {
    private static final long serialVersionUID = 1;

    AlreadyThere(WorkerKey worker) {
      super(worker + " is there already");
    }
  }

  /** The process does not read and its queue is full; nothing was typed. Wait, or type less. */
  public static final class InputFull extends KeeperException {
    private static final long serialVersionUID = 1;

    InputFull(int bytes, int waiting, int limit) {
      super(
          "the process does not read its input: %d bytes would join %d that wait, limit %d"
              .formatted(bytes, waiting, limit));
    }
  }

  /** The system refused, for want of files, processes or memory, or of disk space. Try later. */
  public static final class Failed extends KeeperException {
    private static final long serialVersionUID = 1;

    Failed(String message, Throwable cause) {
      super(message + ": " + cause.getMessage(), cause);
    }
  }
}
