package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.inject.name.Named;
import dev.agentsessions.catalog.ProtectedBranches;
import dev.agentsessions.host.Fence;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.k8s.resource.PushNote;
import dev.agentsessions.k8s.resource.RunPhase;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Place;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Gone;
import dev.agentsessions.workspace.EnvironmentState.Over;
import dev.agentsessions.workspace.EnvironmentState.Pending;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.KnownRepositories;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.WorkspaceContents;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Has what a session wants pushed as it comes to rest be pushed by a content service (G-03): by
 * that of its run, before the run is stopped, or if that is over by one that is asked for. What is
 * noted in the session's resource is owed no longer, whoever its owner is then. Thread-safe.
 */
final class RestPushes {
  /** Then the session rests, with what could not be pushed. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final int MOST = 10_000;

  private final WorkspaceContents contents;
  private final RestingPods resting;
  private final ClusterPods pods;
  private final ProtectedBranches branches;
  private final Ticker ticker;

  /** Since when nobody answers for sessions. */
  private final Cache<SessionId, Duration> waiting =
      CacheBuilder.newBuilder()
          .maximumSize(MOST)
          .expireAfterAccess(LONGEST.multipliedBy(2))
          .build();

  @Inject
  RestPushes(
      @Named(KubernetesEnvironmentsModule.KUBERNETES) WorkspaceContents contents,
      RestingPods resting,
      ClusterPods pods,
      ProtectedBranches branches,
      Ticker ticker) {
    this.contents = requireNonNull(contents, "contents");
    this.resting = requireNonNull(resting, "resting");
    this.pods = requireNonNull(pods, "pods");
    this.branches = requireNonNull(branches, "branches");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  /** Whether something is to be pushed, and nobody has noted what became of it. */
  static boolean areOwed(Session session, AgenticSession seen) {
    return !session.pushedAtRest().isEmpty() && PushNote.of(seen).isEmpty();
  }

  /**
   * How far it is; Pending while the resource tells when to ask again; empty: nobody can be asked
   * before the run is over.
   *
   * @throws SessionException.Unavailable if nobody answers now, and that is not so for long yet
   */
  Optional<Release> push(Session session, AgenticSession seen, Fence fence) {
    if (seen.getSpec().desired() == Desired.STOPPED) {
      return seen.hasStopped() ? Optional.of(atRest(session, fence)) : Optional.empty();
    }
    return switch (SeenStatus.of(seen)) {
      case Ready ready ->
          Optional.of(inTime(session, () -> push(session, ready.endpoint(), fence)));
      case Over over -> Optional.of(atRest(session, fence));
      case Failed failed -> Optional.of(atRest(session, fence));
      case Pending pending -> mayHaveRun(seen) ? Optional.empty() : Optional.of(Release.DONE);
      case Gone gone -> Optional.of(Release.DONE);
    };
  }

  /** What a run before this one left is pushed, or noted. */
  private static boolean mayHaveRun(AgenticSession seen) {
    RunPhase phase = seen.getStatus().phase();
    return phase != RunPhase.PENDING && !phase.isResting();
  }

  private Release push(Session session, Endpoint endpoint, Fence fence) {
    return contents.push(
        new Place(session.id(), endpoint, fence),
        KnownRepositories.of(
            session.revision().generation(),
            new dev.agentsessions.session.AgenticSession(session.pushedAtRest(), Optional.empty()),
            url -> branches.of(session.identity().project(), url)));
  }

  private Release atRest(Session session, Fence fence) {
    try {
      return inTime(
          session,
          () -> {
            Condition access = resting.ask(session).condition();
            return access.status() == Status.TRUE
                ? push(session, pods.endpoint(session.id()), fence)
                : waits(session, access.reason() + " " + access.message());
          });
    } catch (SessionException.WrongPhase e) {
      return Release.DONE; // it has never run
    }
  }

  private Release inTime(Session session, Supplier<Release> push) {
    try {
      Release release = push.get();
      if (!release.equals(Release.PENDING)) {
        waiting.invalidate(session.id());
      }
      return release;
    } catch (SessionException.Unavailable e) {
      Release waits = waits(session, String.valueOf(e.getMessage()));
      if (waits.equals(Release.PENDING)) {
        throw e;
      }
      return waits;
    }
  }

  private Release waits(Session session, String why) {
    Duration now = ticker.now();
    Duration since = waiting.asMap().computeIfAbsent(session.id(), id -> now);
    return now.minus(since).compareTo(LONGEST) < 0
        ? Release.PENDING
        : new Release.Done(Optional.of("its workspace could not be reached: " + why));
  }
}
