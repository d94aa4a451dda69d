package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again at sessions for which no watch may tell: whose token gets old, which are to run and
 * wait for a Secret, a volume or a name of somebody else's, which rest and are accessed, until that
 * is over, and which run or end: a watch that was cut off may have missed what went meanwhile, and
 * the framework may have forgotten the session. Of those in which nothing is new a pass writes
 * nothing. One thread for all sessions, which only reads what is known.
 */
final class DueSessions extends AbstractEventSource<Void, AgenticSession> {
  private static final Logger log = LoggerFactory.getLogger(DueSessions.class);
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final SecondaryToPrimaryMapper<Secret> OWNERS =
      Mappers.fromOwnerReferences(AgenticSession.class);

  private final Tools tools;
  private final Cache<AgenticSession> sessions;
  private final Cache<Secret> secrets;
  private @Nullable ScheduledExecutorService timer; // guarded by this

  /**
   * @param secrets all that sessions own
   */
  DueSessions(Tools tools, Cache<AgenticSession> sessions, Cache<Secret> secrets) {
    super(Void.class, "due-sessions");
    this.tools = tools;
    this.sessions = sessions;
    this.secrets = secrets;
  }

  @Override
  public synchronized void start() {
    super.start();
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("due-sessions").factory());
    var unused =
        timer.scheduleWithFixedDelay(
            this::sweepAndGoOn, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void stop() {
    super.stop();
    if (timer != null) {
      timer.shutdownNow();
    }
  }

  @Override
  public Set<Void> getSecondaryResources(AgenticSession primary) {
    return Set.of();
  }

  private void sweepAndGoOn() {
    try {
      sweep();
    } catch (RuntimeException e) {
      log.warn("sessions that are due wait for the next look", e);
    }
  }

  /** Has a pass made for each session that is due. */
  void sweep() {
    if (isRunning()) {
      Stream.concat(
              sessions.list(this::isDue).map(ResourceID::fromResource),
              secrets
                  .list(this::isOld)
                  .flatMap(secret -> OWNERS.toPrimaryResourceIDs(secret).stream()))
          .distinct()
          .flatMap(session -> sessions.get(session).stream())
          .forEach(this::look);
    }
  }

  /** Has a pass made over a session, if it is known. */
  void look(ResourceID session) {
    if (isRunning()) {
      sessions.get(session).ifPresent(this::look);
    }
  }

  /**
   * As of a change of the session itself: the framework takes no other event for a session that it
   * does not know, and it forgets a new one that came while it was done with one of the same name.
   */
  private void look(AgenticSession session) {
    getEventHandler()
        .handleEvent(
            new ResourceEvent(ResourceAction.UPDATED, ResourceID.fromResource(session), session));
  }

  private boolean isDue(AgenticSession session) {
    return Rest.isOwed(session) || Pass.isUnderWay(session) || Access.isDue(session, tools.now());
  }

  private boolean isOld(Secret secret) {
    return TokenSecret.isOld(secret, tools.config().api().refreshAfter(), tools.now());
  }
}
