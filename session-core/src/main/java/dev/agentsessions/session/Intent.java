package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A change of what callers want, from the session as read to the session as wanted. Written if
 * {@code before}'s version still holds, and, when it depends on the state, its status version:
 * metadata, spec, desired state, workers' names, agents, sizes and desires, and workers that are
 * new or not wanted at all, and that it is at home nowhere any more. A worker that the owner
 * removed meanwhile stays gone. The events are what {@code Changes.between} finds.
 *
 * @param dependsOnState whether it is wanted only in the state that was read, as everything is that
 *     {@link #moves} it
 */
public record Intent(Session before, Session after, boolean dependsOnState) {
  public Intent {
    checkArgument(before.identity().id().equals(after.identity().id()), "two sessions");
    checkArgument(
        after.revision().version() == before.revision().version() + 1,
        "an intent moves the version by one: %s",
        after.revision());
    checkArgument(
        after.ownership().equals(before.ownership())
            || after.ownership().equals(before.ownership().homeless()),
        "an intent changes no owner: %s",
        after);
    dependsOnState = dependsOnState || moves(before, after);
  }

  /** One that depends on the state only if it moves it. */
  public Intent(Session before, Session after) {
    this(before, after, false);
  }

  /** Whether it moves the state too, as start, stop and delete do. */
  public boolean moves() {
    return moves(before, after);
  }

  private static boolean moves(Session before, Session after) {
    return !before.status().equals(after.status());
  }
}
