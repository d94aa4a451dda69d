package dev.agentsessions.workspace.local;

import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;

/** The files of a session cannot be copied whole; what is there of them is not handed out. */
final class CopyFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Reason reason;
  private final String problem;

  /**
   * @param problem for people
   */
  CopyFailure(Reason reason, String problem) {
    super(problem);
    this.reason = reason;
    this.problem = problem;
  }

  CopyFailure(String problem) {
    this(Reason.COPY_FAILED, problem);
  }

  static CopyFailure sourceGone(Session copy) {
    return new CopyFailure(
        Reason.SOURCE_GONE,
        "the session whose files it should begin with is deleted: "
            + copy.filesFrom().map(Object::toString).orElse("none"));
  }

  Reason reason() {
    return reason;
  }

  String problem() {
    return problem;
  }
}
