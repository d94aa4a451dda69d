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

  /** A process of another epoch of the worker runs, or is being ended. Stop it, or wait. */
  public static final class AlreadyThere extends KeeperException {
    private static final long serialVersionUID = 1;

    AlreadyThere(WorkerKey worker) {
      super(worker + " runs already");
    }
  }

  /** The process does not read and its queue is full; nothing was typed. Wait, or type less. */
  public static final class InputFull extends KeeperException {
    private static final long serialVersionUID = 1;

    private final int limit;

    InputFull(int bytes, int waiting, int limit) {
      super(
          "the process does not read its input: %d bytes would join %d that wait, limit %d"
              .formatted(bytes, waiting, limit));
      this.limit = limit;
    }

    /** The most bytes that may wait. */
    public int limit() {
      return limit;
    }
  }

  /** The keeper ends and starts nothing any more. Ask the next one. */
  public static final class Closing extends KeeperException {
    private static final long serialVersionUID = 1;

    Closing() {
      super("the keeper ends and starts nothing any more");
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
