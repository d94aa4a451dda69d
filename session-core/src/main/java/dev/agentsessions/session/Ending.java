package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where a terminating session goes, stored with the TERMINATE so that a crash in between loses
 * nothing.
 *
 * @param target may only rise while the session terminates: see {@link #or}
 */
public record Ending(Target target, Reason reason, Optional<String> message) {
  /** In rising order. */
  public enum Target {
    STOPPED(LifecycleEvent.STOP),
    COMPLETED(LifecycleEvent.COMPLETE),
    FAILED(LifecycleEvent.FAIL),
    CLEANED(LifecycleEvent.CLEAN);

    private final LifecycleEvent event;

    Target(LifecycleEvent event) {
      this.event = event;
    }

    /** The move that ends the session this way. */
    public LifecycleEvent event() {
      return event;
    }
  }

  public Ending {
    requireNonNull(target, "target");
    requireNonNull(reason, "reason");
    requireNonNull(message, "message");
  }

  public static Ending of(Target target, Reason reason) {
    return new Ending(target, reason, Optional.empty());
  }

  /** The higher of two goals; of equals the one that was there first, that is, this. */
  public Ending or(Ending later) {
    return later.target.compareTo(target) > 0 ? later : this;
  }
}
