package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.k8s.resource.AccessWish;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.WorkspaceSpec;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.ContentService;
import dev.agentsessions.workspace.RestingWorkspaces;
import dev.agentsessions.workspace.WorkspaceAccess;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.net.HttpURLConnection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pods with nothing but a content service, for sessions that rest: asked for in the session's
 * resource, made and removed by the operator, which says there how far it is. Whichever host is
 * used writes that, for a session that rests has no owner; once a minute at most.
 */
final class RestingPods implements RestingWorkspaces {
  private static final Logger log = LoggerFactory.getLogger(RestingPods.class);

  /** What a use may be off: each of them need not be written. */
  private static final Duration COARSE = Duration.ofMinutes(1);

  private static final String WHAT = "a look into its workspace";
  private static final Reason NOT_ASKED = new Reason("NotAsked");
  private static final Reason ASKED = new Reason("Asked");
  private static final Reason UNKNOWN = new Reason("Unknown");

  private final Resources resources;
  private final ClusterPods pods;
  private final InstantSource clock;

  @Inject
  RestingPods(Resources resources, ClusterPods pods, InstantSource clock) {
    this.resources = requireNonNull(resources, "resources");
    this.pods = requireNonNull(pods, "pods");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public WorkspaceAccess ask(Session session) {
    return resources.judge(
        session,
        () -> {
          AgenticSession seen =
              find(session)
                  .filter(resource -> resource.getStatus().runs() > 0)
                  .orElseThrow(
                      () ->
                          new SessionException.WrongPhase(
                              session.state(), WHAT, "start it: it has no files yet"));
          checkRests(seen);
          return access(session, putOff(session, seen));
        });
  }

  @Override
  public WorkspaceAccess look(Session session) {
    return resources.judge(
        session,
        () ->
            find(session)
                .map(seen -> access(session, seen))
                .orElseGet(
                    () ->
                        new WorkspaceAccess(
                            Optional.empty(),
                            closed(session, NOT_ASKED, "the cluster has nothing of it"))));
  }

  @Override
  public ContentService use(Session session) {
    return resources.judge(
        session,
        () -> {
          AgenticSession seen =
              find(session)
                  .filter(this::isAsked)
                  .orElseThrow(
                      () ->
                          new SessionException.WrongPhase(
                              session.state(),
                              WHAT,
                              "start the session, or ask for access to its workspace: POST"
                                  + " …/workspace/access"));
          checkRests(seen);
          Condition condition = access(session, tryToPutOff(session, seen)).condition();
          String address = seen.getStatus().service();
          if (condition.status() != Status.TRUE || address == null) {
            throw new SessionException.Unavailable(
                "its workspace is not ready: " + condition.reason() + " " + condition.message(),
                null);
          }
          return pods.service(session.id(), seen, new Endpoint(address, WorkspaceSpec.DIRECTORY));
        });
  }

  private Optional<AgenticSession> find(Session session) {
    return Tags.isName(session.id())
        ? resources.find(session).filter(resource -> resources.isOurs(resource, session))
        : Optional.empty();
  }

  /** Its owner, or somebody by {@code kubectl}, is about to have it otherwise. */
  private static void checkRests(AgenticSession seen) {
    if (!seen.getStatus().phase().isResting() || seen.isMarkedForDeletion()) {
      throw new SessionException.Unavailable(
          "on the cluster it does not rest: " + seen.getStatus().phase().word(), null);
    }
  }

  private boolean isAsked(AgenticSession seen) {
    return AccessWish.of(seen).filter(wish -> wish.holds(clock.instant())).isPresent();
  }

  private AgenticSession putOff(Session session, AgenticSession seen) {
    AccessWish wish = new AccessWish(clock.instant().plus(LIFE));
    boolean late =
        AccessWish.of(seen).filter(before -> before.holds(wish.until().minus(COARSE))).isPresent();
    return late ? seen : resources.ask(session, seen, wish);
  }

  /** What is open now is used, also when its end cannot be put off. */
  private AgenticSession tryToPutOff(Session session, AgenticSession seen) {
    try {
      return putOff(session, seen);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      log.info("the access to {} is not put off: {}", session.id(), Resources.why(e));
      return seen;
    }
  }

  private WorkspaceAccess access(Session session, AgenticSession seen) {
    Optional<Instant> until =
        AccessWish.of(seen).filter(wish -> wish.holds(clock.instant())).map(AccessWish::until);
    Condition told = condition(session, seen);
    return new WorkspaceAccess(
        until,
        until.isPresent() && told.reason().equals(NOT_ASKED)
            ? closed(session, ASKED, "waits for the operator")
            : told);
  }

  private static Condition condition(Session session, AgenticSession seen) {
    return seen.getStatus().conditions().stream()
        .filter(one -> one.getType().equals(Condition.CONTENT_ACCESS))
        .findFirst()
        .map(one -> condition(session, one))
        .orElseGet(() -> closed(session, NOT_ASKED, ""));
  }

  /** As the operator tells it, or whoever may write a status. */
  private static Condition condition(
      Session session, io.fabric8.kubernetes.api.model.Condition told) {
    return new Condition(
        Condition.CONTENT_ACCESS,
        switch (String.valueOf(told.getStatus())) {
          case "True" -> Status.TRUE;
          case "False" -> Status.FALSE;
          default -> Status.UNKNOWN;
        },
        Optional.ofNullable(told.getReason())
            .filter(Reason::isOne)
            .map(Reason::new)
            .orElse(UNKNOWN),
        Optional.ofNullable(told.getMessage()).orElse(""),
        parse(told.getLastTransitionTime()).orElse(session.revision().created().at()),
        Optional.ofNullable(told.getObservedGeneration())
            .filter(generation -> generation >= 0)
            .orElse(0L));
  }

  private static Optional<Instant> parse(String time) {
    try {
      return Optional.ofNullable(time).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Condition closed(Session session, Reason reason, String message) {
    return new Condition(
        Condition.CONTENT_ACCESS,
        Status.FALSE,
        reason,
        message,
        session.revision().created().at(),
        0);
  }
}
