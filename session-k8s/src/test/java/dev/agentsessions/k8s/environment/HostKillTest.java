package dev.agentsessions.k8s.environment;

import static dev.agentsessions.testkit.workspace.EnvironmentsContract.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Session;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Retention;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class HostKillTest extends EnvironmentTests {
  private interface Step {
    void take(HostBench host, Session session, Fence fence);
  }

  /** What an owner does one after the other; which of it is under way is in its store. */
  private static final List<Step> LIFE =
      List.of(
          (host, session, fence) -> host.awaitState(session, fence, Ready.class),
          (host, session, fence) -> host.awaitReleased(session, fence, Retention.KEEP),
          (host, session, fence) -> host.awaitState(session, fence, Ready.class),
          (host, session, fence) -> host.awaitReleased(session, fence, Retention.DELETE));

  @Test
  @DisplayName("L-01 a host that is killed after any of its writes is made up for by the next one")
  void aKilledHostIsMadeUpFor() {
    int points = 0;
    while (isKilledAfter(points + 1)) {
      points++;
    }

    System.out.println("killed after each of " + points + " writes: a host's session");
    assertThat(points).as("made, started, stopped, started, deleted").isEqualTo(5);
  }

  /** Lives a whole life, with a host that is killed in it if it writes so much. */
  private boolean isKilledAfter(int writes) {
    Session session = session(SampleSession.agentic());
    try (HostBench killed = anotherHost();
        HostBench next = anotherHost()) {
      killed.writes().killAfter(writes);
      boolean alive = true;
      for (int step = 0; step < LIFE.size(); step++) {
        if (alive) {
          alive = take(LIFE.get(step), killed, session);
        }
        if (!alive) {
          LIFE.get(step).take(next, session, OWNER.next());
        }
        bench
            .find(name(session))
            .ifPresent(seen -> assertThat(seen.getSpec().run()).isLessThanOrEqualTo(2));
      }
      assertThat(bench.find(name(session))).isEmpty();
      bench.await(() -> bench.everything().isEmpty());
      return killed.writes().isDead();
    }
  }

  private static boolean take(Step step, HostBench host, Session session) {
    try {
      step.take(host, session, OWNER);
      return !host.writes().isDead();
    } catch (RuntimeException e) {
      if (!host.writes().isDead()) {
        throw e;
      }
      return false;
    }
  }
}
