package dev.agentsessions.store.internal;

import dev.agentsessions.event.Changes;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import java.time.Instant;
import java.util.List;

/**
 * A commit as its statements see it.
 *
 * @param before the same as {@code after} for a session that is not there yet
 * @param at when, for its events
 * @param changes its events; none when nothing that anybody could see has changed
 */
record Commit(
    Kind kind,
    Session before,
    Session after,
    Instant at,
    List<SessionChange> changes,
    WorkerChanges workers) {
  /** What of a session's row is compared and written. */
  enum Kind {
    /** A session that is not there yet. */
    CREATE,
    /** An intent, whatever the state. */
    WANT,
    /** An intent that depends on the state. */
    WANT_IN_STATE,
    /** An intent that moves the state. */
    WANT_AND_MOVE,
    /** An observation. */
    SEE,
    /** An observation of a new run. */
    SEE_NEW_RUN,
    /** An observation after which the session is gone. */
    CLEAN;

    boolean isIntent() {
      return switch (this) {
        case WANT, WANT_IN_STATE, WANT_AND_MOVE -> true;
        case CREATE, SEE, SEE_NEW_RUN, CLEAN -> false;
      };
    }

    /** Whether the status version of a row that is there moves. */
    boolean writesStatus() {
      return switch (this) {
        case CREATE, WANT, WANT_IN_STATE -> false;
        case WANT_AND_MOVE, SEE, SEE_NEW_RUN, CLEAN -> true;
      };
    }
  }

  static Commit creating(Session session, Instant at) {
    return new Commit(
        Kind.CREATE,
        session,
        session,
        at,
        Changes.of(session),
        new WorkerChanges(List.of(), List.of(), session.workers()));
  }

  static Commit of(Intent intent, Instant at) {
    Kind kind = intent.dependsOnState() ? Kind.WANT_IN_STATE : Kind.WANT;
    return new Commit(
        intent.moves() ? Kind.WANT_AND_MOVE : kind,
        intent.before(),
        intent.after(),
        at,
        Changes.between(intent.before(), intent.after()),
        WorkerChanges.of(intent));
  }

  static Commit of(Observation observation, Instant at) {
    Kind kind = observation.restartsLiveness() ? Kind.SEE_NEW_RUN : Kind.SEE;
    return new Commit(
        observation.cleans() ? Kind.CLEAN : kind,
        observation.before(),
        observation.after(),
        at,
        Changes.between(observation.before(), observation.after()),
        WorkerChanges.of(observation));
  }

  boolean writesLabels() {
    return !before.metadata().labels().equals(after.metadata().labels());
  }

  /** The session as it is stored afterwards, if nothing but this commit has changed it. */
  Session stored() {
    return kind.writesStatus()
        ? after.withStatus(after.status().withVersion(before.status().version() + 1))
        : after;
  }
}
