package dev.agentsessions.reconcile;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.Projects;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a run ends by itself: its time is up (L-03), or nothing happened for too long (L-04).
 * Measured on monotonic time.
 */
final class Deadlines {
  private final Projects projects;
  private final ReconcilerConfig config;

  @Inject
  Deadlines(Projects projects, ReconcilerConfig config) {
    this.projects = requireNonNull(projects, "projects");
    this.config = requireNonNull(config, "config");
  }

  /** The session on its way to its end, if one of its deadlines has passed. */
  Optional<Session> passed(Pass pass) {
    if (isUp(timeLeft(pass))) {
      return Optional.of(timedOut(pass));
    }
    if (isUp(idleLeft(pass))) {
      return Optional.of(pass.session().terminate(Ending.of(Target.STOPPED, Reason.INACTIVITY)));
    }
    return Optional.empty();
  }

  /**
   * How long until the next of them.
   *
   * @param longest if there is none before
   */
  Duration next(Pass pass, Duration longest) {
    return Stream.of(timeLeft(pass), idleLeft(pass), Optional.of(longest))
        .flatMap(Optional::stream)
        .min(Duration::compareTo)
        .orElse(longest);
  }

  private static Session timedOut(Pass pass) {
    Session session = pass.session();
    String message = "ran for its timeout of " + session.spec().run().timeout().orElseThrow();
    return session
        .terminate(new Ending(Target.FAILED, Reason.TIMEOUT, Optional.of(message)))
        .withConditions(
            conditions ->
                conditions.with(
                    Condition.TIMEOUT,
                    Status.TRUE,
                    Reason.TIMEOUT,
                    message,
                    pass.now(),
                    session.revision().generation()));
  }

  private static Optional<Duration> timeLeft(Pass pass) {
    return pass.session()
        .spec()
        .run()
        .timeout()
        .map(timeout -> timeout.minus(pass.held().elapsed(pass.session(), pass.now())));
  }

  private Optional<Duration> idleLeft(Pass pass) {
    if (pass.session().state() != SessionState.ACTIVE) {
      return Optional.empty();
    }
    Duration allowed = inactivityTimeout(pass.session());
    return allowed.isZero()
        ? Optional.empty()
        : Optional.of(allowed.minus(pass.held().idle(pass.session(), pass.now())));
  }

  private Duration inactivityTimeout(Session session) {
    return session
        .spec()
        .run()
        .inactivityTimeout()
        .or(
            () ->
                projects
                    .find(session.identity().project())
                    .flatMap(project -> project.settings().inactivityTimeout()))
        .orElse(config.inactivityTimeout());
  }

  private static boolean isUp(Optional<Duration> left) {
    return left.filter(duration -> !duration.isPositive()).isPresent();
  }
}
