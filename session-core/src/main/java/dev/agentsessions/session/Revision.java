package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Who changed what callers want, when, and how often.
 *
 * @param version for compare-and-set by callers; moves with what callers change only
 * @param generation one more when the spec changes
 */
public record Revision(long version, long generation, Change created, Change updated) {
  /** A moment and the caller who acted then. */
  public record Change(Instant at, String by) {
    public Change {
      requireNonNull(at, "at");
      checkArgument(!by.isBlank(), "somebody made the change");
    }
  }

  public Revision {
    checkArgument(version > 0, "version starts at 1: %s", version);
    checkArgument(generation > 0, "generation starts at 1: %s", generation);
    requireNonNull(created, "created");
    requireNonNull(updated, "updated");
  }

  public static Revision first(Change created) {
    return new Revision(1, 1, created, created);
  }

  /** One version on. */
  public Revision next(Change change) {
    return new Revision(version + 1, generation, created, change);
  }

  /** One version and one generation on. */
  Revision respecified(Change change) {
    return new Revision(version + 1, generation + 1, created, change);
  }
}
