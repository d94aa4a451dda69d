package dev.agentsessions.worker;

import dev.agentsessions.session.SessionException.Invalid;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * No process: a view of what changed in the workspace. Nothing starts, stops or restarts it.
 *
 * @param base what is compared with: a branch, a tag or a commit; absent: where the session's
 *     branch began
 */
public record DiffWorker(Optional<String> base) implements WorkerKind {
  private static final Pattern REVISION =
      Pattern.compile("[^\\s\\p{Cntrl}-][^\\s\\p{Cntrl}]{0,199}");

  public DiffWorker {
    Invalid.check(
        base.filter(text -> !REVISION.matcher(text).matches()).isEmpty(),
        "base",
        "must name a branch, a tag or a commit, without blanks, and not begin with a hyphen");
  }

  @Override
  public boolean hasProcess() {
    return false;
  }
}
