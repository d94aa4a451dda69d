package dev.agentsessions.workspace.local;

import dev.agentsessions.workspace.WorkspaceProblem;

/** A worktree cannot be made, and trying again changes nothing. */
final class WorktreeFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient WorkspaceProblem problem;

  WorktreeFailure(WorkspaceProblem problem) {
    super(problem.field() + " " + problem.message());
    this.problem = problem;
  }

  WorkspaceProblem problem() {
    return problem;
  }
}
