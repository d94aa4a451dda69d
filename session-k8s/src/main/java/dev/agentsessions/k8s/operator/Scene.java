package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import dev.agentsessions.k8s.resource.RunPhase;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What one pass sees of its session, which changes as it writes, and what it tells of it. */
final class Scene {
  private static final int UNPROCESSABLE = 422;

  private final Function<AgenticSession, Observed> look;
  private final Writes writes;
  private final Tools tools;
  private Observed observed;

  /**
   * @param look sees all that was written before, also by this pass
   */
  Scene(
      AgenticSession session, Function<AgenticSession, Observed> look, Writes writes, Tools tools) {
    this.look = look;
    this.writes = writes;
    this.tools = tools;
    this.observed = look.apply(session);
  }

  Observed observed() {
    return observed;
  }

  AgenticSession session() {
    return observed.session();
  }

  AgenticSessionSpec spec() {
    return session().getSpec();
  }

  AgenticSessionStatus status() {
    return session().getStatus();
  }

  Writes writes() {
    return writes;
  }

  Tools tools() {
    return tools;
  }

  String now() {
    return tools.now().toString();
  }

  /** Looks again, at what the session is now. */
  void see(AgenticSession session) {
    observed = look.apply(session);
  }

  /** Looks again. */
  void see() {
    see(session());
  }

  /** The watch of pods may be behind that of Jobs: sees the pods that the cluster has. */
  void seePods() {
    observed = observed.with(writes.pods());
  }

  /** The run is gone, although a watch may not have told of it yet. */
  void withoutRun() {
    observed = observed.withoutRun();
  }

  Access access() {
    return new Access(observed, writes, tools);
  }

  void write(AgenticSessionStatus status) {
    see(writes.status(session(), status));
  }

  /** Writes how the session is, if it is worth telling. */
  void tell(RunPhase phase, Optional<Trouble> trouble) {
    AgenticSessionStatus next =
        status()
            .seen(
                phase,
                trouble.map(Trouble::reason).orElse(null),
                trouble.map(Trouble::message).orElse(null),
                phase == RunPhase.RUNNING
                    ? session().getMetadata().getGeneration()
                    : status().observedGeneration(),
                Conditions.of(observed, phase, Optional.empty(), trouble, tools.now()));
    if (Conditions.isToBeAsked(next.conditions())) {
      askForClones();
    }
    if (News.isWorthTelling(status(), next)) {
      announce(next, trouble);
      write(next);
    }
  }

  private void announce(AgenticSessionStatus next, Optional<Trouble> trouble) {
    trouble.ifPresent(one -> warn(one.reason(), one.message()));
    Conditions.newFailures(status().conditions(), next.conditions())
        .forEach(one -> warn(one.getReason(), one.getMessage()));
    if (next.phase() == RunPhase.RUNNING && status().phase() != next.phase()) {
      tools.events().normal(session(), status().runs(), next.phase().word(), "the runner runs");
    }
  }

  void warn(String reason, String message) {
    tools.events().warning(session(), status().runs(), reason, message);
  }

  private void askForClones() {
    Optional<String> token = observed.tokens().flatMap(TokenSecret::contentToken);
    if (observed.pod().isPresent() && token.isPresent()) {
      tools.clones().ask(session(), observed.pod().get(), token.get());
    }
  }

  /**
   * Makes what is missing.
   *
   * @param phase that the session has as long as it cannot be made
   * @return whether all of it is there
   */
  boolean make(Step step, RunPhase phase, int run, String claim) {
    return attempt(
        () -> step.with(new Making(observed, writes, tools, run, claim)),
        trouble -> tell(phase, Optional.of(trouble)));
  }

  /** Of making. */
  interface Step {
    void with(Making making) throws Troubled;
  }

  /** What somebody else may be in the way of. */
  interface Try {
    void run() throws Troubled;
  }

  /** Tries, and then looks again; what is in the way is told. */
  boolean attempt(Try tried, Consumer<Trouble> tell) {
    try {
      tried.run();
      see();
      return true;
    } catch (Troubled e) {
      see();
      tell.accept(e.trouble());
      e.cause()
          .ifPresent(
              cause -> {
                throw cause;
              });
      return false;
    } catch (KubernetesClientException e) {
      if (isRefused(e)) {
        see();
        tell.accept(Trouble.rejected(e));
      }
      throw e;
    }
  }

  private static boolean isRefused(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN || e.getCode() == UNPROCESSABLE;
  }
}
