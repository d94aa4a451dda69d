package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostLease;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
  private final World world = new World();
  private final TestHost host = TestHost.in(world);

  @Test
  @DisplayName("L-01 a host that starts looks at once at what it owned and at what nobody owns")
  void aStartingHostLooksAtItsOwn() throws InterruptedException {
    Session owned = new SessionsInStates(world, host).in(SessionState.ACTIVE);
    new SessionsInStates(world, host).in(SessionState.STOPPED);
    Session wanted = host.sessions().create(ANN, DEFAULT, Requests.quick());
    Session deleted = new SessionsInStates(world, host).in(SessionState.FAILED);
    host.sessions().delete(ANN, DEFAULT, Requests.delete(deleted));

    TestHost again = TestHost.in(world);
    again.get(Housekeeping.class).join();

    assertThat(woken(again)).containsExactlyInAnyOrder(owned.id(), wanted.id(), deleted.id());
  }

  @Test
  @DisplayName("L-01 at every interval it looks at what nobody owns, and not at what others own")
  void itLooksAtWhatNobodyOwns() throws InterruptedException {
    Session owned = new SessionsInStates(world, host).in(SessionState.ACTIVE);
    Session wanted = host.sessions().create(ANN, DEFAULT, Requests.quick());
    TestHost other = TestHost.named("other", world);

    other.get(Housekeeping.class).run();

    assertThat(woken(other)).containsExactly(wanted.id()).doesNotContain(owned.id());
  }

  @Test
  @DisplayName("L-02 it looks at what a dead host owned, as soon as that is dead")
  void itLooksAtWhatADeadHostOwned() throws InterruptedException {
    Session owned = new SessionsInStates(world, host).in(SessionState.ACTIVE);
    TestHost other = TestHost.named("other", world);
    other.get(Housekeeping.class).run();

    for (int interval = 0; interval < 3; interval++) {
      assertThat(woken(other)).isEmpty();
      world.advance(HostConfig.DEFAULT_TTL.dividedBy(3));
      other.get(Housekeeping.class).run();
    }

    assertThat(woken(other)).containsExactly(owned.id());
  }

  @Test
  @DisplayName("L-12 it looks at nothing that lives on another node")
  void itLooksAtNothingElsewhere() throws InterruptedException {
    host.sessions().create(ANN, DEFAULT, Requests.quick());
    TestHost elsewhere = TestHost.elsewhere("far", world);

    elsewhere.get(Housekeeping.class).join();

    assertThat(woken(elsewhere)).isEmpty();
  }

  @Test
  @DisplayName("L-02 it renews the lease at every interval")
  void itRenewsTheLease() {
    for (int interval = 0; interval < 10; interval++) {
      world.advance(host.get(Housekeeping.class).interval());
      host.get(Housekeeping.class).run();
      assertThat(host.get(HostLease.class).mayAct()).isTrue();
    }
  }

  private static List<SessionId> woken(TestHost host) throws InterruptedException {
    List<SessionId> woken = new ArrayList<>();
    DueSessions due = host.get(DueSessions.class);
    for (Optional<SessionId> next = due.take(Duration.ZERO);
        next.isPresent();
        next = due.take(Duration.ZERO)) {
      woken.add(next.get());
      due.done(next.get());
    }
    return woken;
  }
}
