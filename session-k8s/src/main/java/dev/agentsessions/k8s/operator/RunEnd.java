package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.RunPhase;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Optional;

/** Ends a session's run, and takes away what it had. May be repeated. */
final class RunEnd {
  private final Scene scene;

  RunEnd(Scene scene) {
    this.scene = scene;
  }

  void tell(Ending ending) {
    // Its tokens are worth nothing before anybody is told that the run is over.
    revoke();
    if (ending.phase() == RunPhase.FAILED) {
      scene.warn(ending.reason(), ending.message());
    } else {
      scene
          .tools()
          .events()
          .normal(scene.session(), scene.status().runs(), ending.phase().word(), ending.message());
    }
    scene.write(
        scene
            .status()
            .over(scene.now(), ending.phase() == RunPhase.STOPPED)
            .seen(
                ending.phase(),
                ending.reason(),
                ending.message(),
                scene.session().getMetadata().getGeneration(),
                Conditions.of(
                    scene.observed(),
                    ending.phase(),
                    Optional.of(ending),
                    Optional.empty(),
                    scene.tools().now())));
    tidy();
  }

  /** Removes what only a run needs. A finished Job stays for as long as its logs are kept. */
  void tidy() {
    scene
        .observed()
        .job()
        .filter(job -> !Verdict.hasGivenUp(job))
        .ifPresent(scene.writes()::delete);
    revoke();
  }

  void revoke() {
    scene.observed().ofRuns().forEach(scene.writes()::delete);
  }

  /**
   * Whether Job and pods are gone; they are sent away. Asks the cluster, for a watch may be late or
   * have missed it.
   */
  boolean isGone() {
    Optional<Job> job = scene.writes().job();
    job.ifPresent(scene.writes()::delete);
    return job.isEmpty() && scene.writes().pods().isEmpty();
  }
}
