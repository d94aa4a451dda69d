package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

import com.google.common.base.CaseFormat;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.SessionException.Unsatisfied;

/**
 * What keeps a session from working where it should.
 *
 * @param field what asks for it, such as {@code spec.location}
 * @param message what the world lacks, without the field
 */
public record WorkspaceProblem(Code code, String field, String message) {
  /** What is wrong, in a word that programs compare. */
  public enum Code {
    DIRECTORY_NOT_FOUND,
    /** Files are there already where those of another session are to go. */
    DIRECTORY_NOT_EMPTY,
    /** One of two is in the other, which would be copied into itself. */
    DIRECTORY_OVERLAP,
    NOT_GIT_REPOSITORY,
    BRANCH_NOT_FOUND,
    /** Checked out in another worktree. */
    BRANCH_IN_USE,
    /** Stands in the way of the name of another that exists. */
    BRANCH_CONFLICT,
    /** Its name is not this session's to change. */
    BRANCH_FIXED;

    /** The same as the reason of a session that failed for it. */
    public Reason reason() {
      return new Reason(CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, name()));
    }
  }

  public WorkspaceProblem {
    requireNonNull(code, "code");
    requireNonNull(field, "field");
    requireNonNull(message, "message");
  }

  /** The refusal of a request that asks for it. */
  public Unsatisfied unsatisfied() {
    return new Unsatisfied(field, message);
  }
}
