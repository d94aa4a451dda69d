package dev.agentsessions.task;

/** Does the work of one name. Safe for many threads. */
public interface TaskHandler {
  /** As in {@link NewTask#name}; unique among a host's handlers. */
  String name();

  /**
   * Does the work, or what is left of it: a crash after the work and before it is recorded runs it
   * again.
   *
   * @throws TaskElsewhere if another machine has to do it; no attempt is counted
   * @throws Exception if it failed; its message is kept as {@link Task#lastError}, so it holds no
   *     secret
   */
  void run(Task task) throws Exception;
}
