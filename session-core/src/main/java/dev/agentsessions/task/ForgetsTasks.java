package dev.agentsessions.task;

import dev.agentsessions.project.ProjectId;

/** Told of projects that are gone. Safe for many threads. */
@FunctionalInterface
public interface ForgetsTasks {
  /** Forgets all of a project's tasks; what becomes of one that runs is not noted any more. */
  void forget(ProjectId project);
}
