package dev.agentsessions.workspace.local;

import org.jspecify.annotations.Nullable;

/** A clone cannot be put into a workspace now; it is tried again later. */
final class PartFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  PartFailure(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
