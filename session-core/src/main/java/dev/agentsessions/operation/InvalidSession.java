package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.WorkspaceProblem;

/** A session that could not work where it should (S-17). */
public record InvalidSession(Session session, WorkspaceProblem problem) {
  public InvalidSession {
    requireNonNull(session, "session");
    requireNonNull(problem, "problem");
  }
}
