package dev.agentsessions.schedule;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.session.SessionException.Invalid;

/**
 * A schedule to create.
 *
 * @param request of every session; without id, name and slug
 */
public record NewSchedule(String name, Timing timing, Overlap overlap, CreateSession request) {
  public NewSchedule {
    Invalid.check(
        Schedule.isName(name), "name", "must have 1..63 characters of a-z, 0-9 and -, not an id's");
    requireNonNull(timing, "timing");
    requireNonNull(overlap, "overlap");
    Invalid.check(request.naming().id().isEmpty(), "session.id", "is each session's own");
    Invalid.check(request.naming().name().isEmpty(), "session.name", "is each session's own");
    Invalid.check(request.naming().slug().isEmpty(), "session.slug", "is each session's own");
  }
}
