package dev.agentsessions.testkit.store;

import static dev.agentsessions.session.LifecycleEvent.SPAWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.Touch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Touching: no version, no event, and time that never goes back. */
public interface SessionTouchContract extends StorePorts {
  Instant LATER = SampleSession.NOON.plusSeconds(10);

  @Test
  @DisplayName("S-26 activity is written without a version or an event")
  default void activityIsWritten() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    sessionStore().touch(Touch.activity(session.id(), LATER));

    assertThat(project.read(session))
        .isEqualTo(
            session.withLiveness(
                new Liveness(LATER, 0, Duration.ZERO, session.liveness().measuredAt())));
    assertThat(project.events()).hasSize(1);
  }

  @Test
  @DisplayName("S-26 the time of the last activity never goes back")
  default void activityNeverGoesBack() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    sessionStore().touch(Touch.activity(session.id(), LATER));

    sessionStore().touch(Touch.activity(session.id(), LATER.minusNanos(1000)));

    assertThat(project.read(session).liveness().lastActivityAt()).isEqualTo(LATER);
  }

  @Test
  @DisplayName("L-03 the elapsed part of a run is written with the time of its measurement")
  default void elapsedIsWritten() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    Duration elapsed = Duration.ofNanos(3_600_000_001_000L);

    sessionStore().touch(elapsed(session, LATER, elapsed));

    assertThat(project.read(session).liveness())
        .isEqualTo(new Liveness(session.liveness().lastActivityAt(), 0, elapsed, LATER));
  }

  @Test
  @DisplayName("L-03 the elapsed part starts anew when a new run says so")
  default void elapsedMayStartAnew() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    sessionStore().touch(elapsed(session, LATER, Duration.ofHours(1)));

    sessionStore().touch(elapsed(session, LATER.plusSeconds(1), Duration.ZERO));

    assertThat(project.read(session).liveness())
        .isEqualTo(
            new Liveness(
                session.liveness().lastActivityAt(), 0, Duration.ZERO, LATER.plusSeconds(1)));
  }

  @Test
  @DisplayName("S-26 a touch breaks neither an intent nor an observation, and neither undoes it")
  default void aTouchBreaksNothing() {
    SampleProject project = SampleProject.in(this);
    Session read = project.owned(project.stored("s"));
    Optional<Duration> elapsed = Optional.of(Duration.ofMinutes(5));
    sessionStore().touch(new Touch(read.id(), LATER, Optional.of(LATER), elapsed));

    sessionStore().commit(SampleChanges.rename(read, "renamed"));
    sessionStore().commit(SampleChanges.leave(read));

    assertThat(project.read(read).liveness())
        .isEqualTo(new Liveness(LATER, 0, Duration.ofMinutes(5), LATER));
  }

  @Test
  @DisplayName("L-03, L-04 a new run counts its time and activity anew, and messages on")
  default void aNewRunCountsAnew() {
    SampleProject project = SampleProject.in(this);
    Session read = project.stored("s");
    Instant activity = SampleSession.NOON.plusSeconds(3600);
    sessionStore().touch(Touch.activity(read.id(), activity));
    messageStore().add(read, SampleMessages.text("hello"));
    sessionStore().touch(elapsed(read, LATER, Duration.ofHours(1)));

    Observation spawning = SampleChanges.move(read, SPAWN);
    sessionStore().commit(spawning);

    Liveness started = spawning.after().liveness();
    assertThat(project.read(read).liveness())
        .isEqualTo(new Liveness(activity, 1, Duration.ZERO, started.measuredAt()));
  }

  @Test
  @DisplayName("S-26 nothing happens when the session is gone")
  default void nothingHappensToAGoneSession() {
    SampleProject project = SampleProject.in(this);
    Session unknown = project.session("s").build();

    assertThatCode(() -> sessionStore().touch(Touch.activity(unknown.id(), LATER)))
        .doesNotThrowAnyException();

    assertThat(sessionStore().find(unknown.id())).isEmpty();
  }

  private static Touch elapsed(Session session, Instant at, Duration elapsed) {
    return new Touch(session.id(), at, Optional.empty(), Optional.of(elapsed));
  }
}
