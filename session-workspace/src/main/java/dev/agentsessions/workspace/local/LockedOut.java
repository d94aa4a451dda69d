package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Unavailable;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/**
 * Runs what changes a repository, again while another program has it locked: after 1, 2 and 4 s
 * (G-06). A lock is never removed: nobody knows whose it is.
 */
final class LockedOut {
  private static final List<Duration> WAITS =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

  private final Pauses pauses;

  @Inject
  LockedOut(Pauses pauses) {
    this.pauses = requireNonNull(pauses, "pauses");
  }

  /**
   * @throws Unavailable if it stays locked; nothing changed
   */
  GitOutput run(SealedGit git, GitCall call) {
    for (Duration wait : WAITS) {
      GitOutput output = git.run(call);
      if (!isLocked(output)) {
        return output;
      }
      sleep(wait);
    }
    GitOutput last = git.run(call);
    if (isLocked(last)) {
      throw new Unavailable("another program has the repository locked: " + last.complaint(), null);
    }
    return last;
  }

  private static boolean isLocked(GitOutput output) {
    return !output.succeeded() && output.error().contains(".lock': File exists");
  }

  private void sleep(Duration wait) {
    try {
      pauses.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted while the repository was locked", e);
    }
  }
}
