package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

/** Notes to change on a session (S-06). */
public record PatchSession(Target target, MetadataPatch patch) {
  public PatchSession {
    requireNonNull(target, "target");
    requireNonNull(patch, "patch");
  }
}
