package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.StaleFence;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Gone;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What all {@link Environments} promise, quick ones on this machine and slow ones far away. */
public interface EnvironmentsContract {
  /** The longest an environment may take for anything. */
  Duration LONG = Duration.ofSeconds(60);

  Fence OWNER = new Fence(3);

  /** The same one during a test. */
  Environments environments();

  /** A session just created whose environment can be made; another with each call. */
  Session possible();

  /** A session just created whose environment cannot be made, not even later. */
  Session impossible();

  /** Takes a Ready environment away from outside, as an accident does. */
  void lose(Session session);

  @Test
  @DisplayName("L-01 an environment is asked for until it is Ready, and stays where it is")
  default void anEnvironmentIsAskedForUntilItIsReady() {
    Session session = possible();

    Endpoint endpoint = awaitReady(session, OWNER);

    assertThat(Path.of(endpoint.directory())).isAbsolute();
    assertReadyAt(endpoint, environments().ensure(session, OWNER));
    assertReadyAt(endpoint, environments().observe(session, OWNER));
  }

  @Test
  default void sessionsHaveEnvironmentsOfTheirOwn() {
    Session session = possible();
    Session other = possible();
    awaitReady(session, OWNER);
    awaitReady(other, OWNER);

    awaitReleased(other, OWNER);

    assertThat(environments().ensure(session, OWNER)).isInstanceOf(Ready.class);
  }

  @Test
  default void whatCannotBeMadeFailsWithAReasonAndStaysSo() {
    Session session = impossible();

    await()
        .atMost(LONG)
        .until(() -> environments().ensure(session, OWNER), Failed.class::isInstance);

    assertThat(environments().ensure(session, OWNER)).isInstanceOf(Failed.class);
    awaitReleased(session, OWNER);
  }

  @Test
  default void whatWasReadyAndIsLostIsGone() {
    Session session = possible();
    awaitReady(session, OWNER);

    lose(session);

    Session active =
        session
            .after(LifecycleEvent.SPAWN, SampleSession.NOON)
            .after(LifecycleEvent.ACTIVATE, SampleSession.NOON);
    await().atMost(LONG).until(() -> environments().ensure(active, OWNER), Gone.class::isInstance);
    awaitReleased(active, OWNER);
  }

  @Test
  @DisplayName("L-07 observing makes nothing: there is none, or it needs no making")
  default void observingMakesNothing() {
    Session session = possible();

    EnvironmentState first = environments().observe(session, OWNER);

    assertThat(first).isInstanceOfAny(Gone.class, Ready.class);
    for (int time = 0; time < 20; time++) {
      assertThat(environments().observe(session, OWNER)).isEqualTo(first);
    }
  }

  @Test
  @DisplayName("L-06 releasing succeeds again and again, and where there never was anything")
  default void releasingSucceedsAgainAndAgain() {
    Session session = possible();
    assertThat(environments().release(session, OWNER, Retention.KEEP)).isEqualTo(Release.DONE);
    awaitReady(session, OWNER);

    awaitReleased(session, OWNER);

    assertThat(environments().release(session, OWNER, Retention.KEEP)).isEqualTo(Release.DONE);
    awaitReleased(session, OWNER, Retention.DELETE);
    awaitReleased(session, OWNER, Retention.DELETE);
  }

  @Test
  @DisplayName("S-10 an environment that was released can be made again")
  default void anEnvironmentThatWasReleasedCanBeMadeAgain() {
    Session session = possible();
    awaitReady(session, OWNER);
    awaitReleased(session, OWNER);

    awaitReady(session, OWNER);

    assertThat(environments().observe(session, OWNER)).isInstanceOf(Ready.class);
  }

  @Test
  @DisplayName("L-02 every call of a former owner is refused, and nothing happens")
  default void everyCallOfAFormerOwnerIsRefused() {
    Session session = possible();
    awaitReady(session, OWNER);
    Endpoint endpoint = awaitReady(session, OWNER.next());

    assertThatThrownBy(() -> environments().ensure(session, OWNER)).isInstanceOf(StaleFence.class);
    assertThatThrownBy(() -> environments().observe(session, OWNER)).isInstanceOf(StaleFence.class);
    assertThatThrownBy(() -> environments().release(session, OWNER, Retention.DELETE))
        .isInstanceOf(StaleFence.class);

    assertReadyAt(endpoint, environments().ensure(session, OWNER.next()));
  }

  @Test
  @DisplayName("L-02 any call with a higher fence shuts out the lower ones")
  default void anyCallWithAHigherFenceShutsOutTheLowerOnes() {
    Session observed = possible();
    environments().observe(observed, OWNER);
    Session released = possible();
    environments().release(released, OWNER, Retention.KEEP);

    assertThatThrownBy(() -> environments().ensure(observed, Fence.NONE))
        .isInstanceOf(StaleFence.class);
    assertThatThrownBy(() -> environments().ensure(released, Fence.NONE))
        .isInstanceOf(StaleFence.class);
    assertThat(environments().release(possible(), Fence.NONE, Retention.KEEP))
        .as("the fence of one session is nothing to another")
        .isEqualTo(Release.DONE);
  }

  @Test
  default void manyWhoAskAtOnceGetOneEnvironment() throws Exception {
    Session session = possible();
    List<Future<Endpoint>> endpoints = new ArrayList<>();
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < 8; caller++) {
        endpoints.add(asking.submit(() -> awaitReady(session, OWNER)));
      }
    }

    for (Future<Endpoint> endpoint : endpoints) {
      assertThat(endpoint.get()).isEqualTo(endpoints.getFirst().get());
    }
  }

  private static void assertReadyAt(Endpoint endpoint, EnvironmentState state) {
    assertThat(state)
        .isInstanceOfSatisfying(
            Ready.class, ready -> assertThat(ready.endpoint()).isEqualTo(endpoint));
  }

  private Endpoint awaitReady(Session session, Fence fence) {
    EnvironmentState ready =
        await()
            .atMost(LONG)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(5))
            .until(() -> environments().ensure(session, fence), Ready.class::isInstance);
    return ((Ready) ready).endpoint();
  }

  private void awaitReleased(Session session, Fence fence) {
    awaitReleased(session, fence, Retention.KEEP);
  }

  private void awaitReleased(Session session, Fence fence, Retention retention) {
    await()
        .atMost(LONG)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> environments().release(session, fence, retention), Release.DONE::equals);
  }
}
