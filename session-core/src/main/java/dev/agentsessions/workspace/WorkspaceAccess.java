package dev.agentsessions.workspace;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Condition;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the files of a session can be reached while it rests.
 *
 * @param until when that ends, unless it is asked for or used again; empty: nobody has asked, or
 *     nobody needs to
 * @param condition ContentAccess: True while calls for them are answered
 */
public record WorkspaceAccess(Optional<Instant> until, Condition condition) {
  public WorkspaceAccess {
    requireNonNull(until, "until");
    checkArgument(
        condition.type().equals(Condition.CONTENT_ACCESS), "not of access: %s", condition);
  }
}
