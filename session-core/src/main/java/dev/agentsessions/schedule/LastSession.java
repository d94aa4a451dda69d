package dev.agentsessions.schedule;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionStore;
import jakarta.inject.Inject;
import java.util.Optional;

/** What is left of the session that a schedule's last run had. Safe from any thread. */
final class LastSession {
  private final Schedules schedules;
  private final SessionStore sessions;

  @Inject
  LastSession(Schedules schedules, SessionStore sessions) {
    this.schedules = requireNonNull(schedules, "schedules");
    this.sessions = requireNonNull(sessions, "sessions");
  }

  /** The session, unless it rests or is gone. */
  Optional<Session> living(ScheduleId schedule) {
    return schedules
        .runs()
        .lastStarted(schedule)
        .flatMap(ScheduleRun::session)
        .flatMap(sessions::find)
        .filter(session -> session.state().isLive() && session.needsOwner());
  }
}
