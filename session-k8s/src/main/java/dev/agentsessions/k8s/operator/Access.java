package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AccessWish;
import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Objects;

/**
 * Lets the files of a session that rests be reached for as long as that is asked for (R-A30 to
 * R-A32): by a pod with the content service alone, in the volume of its last run. A start waits
 * until the pod is gone, for it works in the volume.
 */
final class Access {
  private final Observed observed;
  private final Writes writes;
  private final Tools tools;

  Access(Observed observed, Writes writes, Tools tools) {
    this.observed = observed;
    this.writes = writes;
    this.tools = tools;
  }

  static boolean isAsked(AgenticSession session, Instant now) {
    return AccessWish.of(session).filter(wish -> wish.holds(now)).isPresent();
  }

  /** Whether a session that rests is accessed, or has to be no longer. */
  static boolean isDue(AgenticSession session, Instant now) {
    return AccessState.isTold(session.getStatus())
        || (session.getStatus().phase().isResting() && isAsked(session, now));
  }

  /**
   * Makes what is missing of it; the pod last.
   *
   * @throws Troubled if it has to wait
   */
  AccessState open() throws Troubled {
    if (observed.accessToken().isEmpty()) {
      writes.create(TokenSecret.ofAccess(session(), tools.tokens().content()));
    }
    if (observed.accessPod().isEmpty()) {
      return begin();
    }
    Pod pod = observed.accessPod().get();
    if (PodStatuses.isOver(pod)) {
      writes.delete(pod);
    }
    return AccessState.of(pod);
  }

  private AccessState begin() throws Troubled {
    String claim =
        Objects.requireNonNullElse(
            session().getStatus().volumeClaim(), Names.of(session()).claim());
    ClaimChoice choice = new ClaimChoice(tools.client(), session());
    if (!choice.exists(claim)) {
      return AccessState.closed("NoVolume", "there is no volume claim " + claim);
    }
    if (!choice.isIdle(claim)) {
      return AccessState.closed("VolumeInUse", "a pod works in the volume claim " + claim);
    }
    new Making(observed, writes, tools, session().getStatus().runs(), claim).keepNetwork();
    return AccessState.of(
        writes.create(new SessionObjects(session(), tools.config()).accessPod(claim)));
  }

  /** Removes all of it. */
  void close() {
    observed.accessPod().ifPresent(writes::delete);
    observed.accessToken().ifPresent(writes::delete);
  }

  private AgenticSession session() {
    return observed.session();
  }
}
