package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.event.Changes;
import dev.agentsessions.host.Host;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Ownership;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Stale;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link dev.agentsessions.host.Hosts} promises: leases, and one owner at a time. */
public interface HostsContract extends StorePorts {
  @Test
  @DisplayName("L-02 a host joins with its node and address, and is observed")
  default void aHostJoins() {
    SampleProject project = SampleProject.in(this);
    HostId id = project.hostId();

    Host host = hosts().join(id, project.node(), Optional.of("127.0.0.1:8787"));

    assertThat(host.id()).isEqualTo(id);
    assertThat(host.node()).isEqualTo(project.node());
    assertThat(host.address()).contains("127.0.0.1:8787");
    assertThat(host.incarnation()).isEqualTo(1);
    assertThat(hosts().observe()).contains(host);
  }

  @Test
  @DisplayName("L-02 a host that joins again is the next incarnation of one row")
  default void aHostJoinsAgain() {
    SampleProject project = SampleProject.in(this);
    Host first = hosts().join(project.hostId(), project.node(), Optional.of("127.0.0.1:1"));
    NodeId moved = new NodeId("x-" + project.node());

    Host second = hosts().join(first.id(), moved, Optional.empty());

    assertThat(second.incarnation()).isEqualTo(2);
    assertThat(second.node()).isEqualTo(moved);
    assertThat(second.address()).isEmpty();
    assertThat(hosts().observe())
        .filteredOn(host -> host.id().equals(first.id()))
        .containsExactly(second);
  }

  @Test
  @DisplayName("L-02 concurrent joins of one host are incarnations of their own")
  default void concurrentJoinsAreIncarnations() throws Exception {
    SampleProject project = SampleProject.in(this);
    HostId id = project.hostId();

    List<Host> joined =
        Crowd.run(8, number -> () -> hosts().join(id, project.node(), Optional.empty()));

    assertThat(joined)
        .extracting(Host::incarnation)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 8).boxed().toList());
  }

  @Test
  @DisplayName("L-02 a beat renews the lease, and observers see it")
  default void aBeatRenewsTheLease() {
    SampleProject project = SampleProject.in(this);
    Host joined = project.host();

    Host once = hosts().beat(joined);
    Host twice = hosts().beat(once);

    assertThat(once.beat()).isEqualTo(joined.beat() + 1);
    assertThat(twice.beat()).isEqualTo(joined.beat() + 2);
    assertThat(hosts().observe()).contains(twice).doesNotContain(once);
  }

  @Test
  @DisplayName("L-02 an earlier incarnation's beat is refused and renews nothing")
  default void anEarlierIncarnationIsRefused() {
    SampleProject project = SampleProject.in(this);
    Host earlier = project.host();
    Host later = hosts().join(earlier.id(), project.node(), Optional.empty());

    assertThatThrownBy(() -> hosts().beat(earlier)).isInstanceOf(Stale.class);

    assertThat(hosts().observe()).contains(later);
    assertThat(hosts().beat(later).beat()).isEqualTo(later.beat() + 1);
  }

  @Test
  @DisplayName("L-02 a host takes a session over: owner, next fence, and nothing else")
  default void aHostTakesASessionOver() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored(project.session("s").with(project.terminal("shell")));
    Host first = project.host();
    Host second = project.host();

    Session taken = hosts().takeOver(session, first.id());
    Session takenAgain = hosts().takeOver(taken, second.id());

    Ownership ownership = session.ownership().takenBy(first.id());
    assertThat(taken).isEqualTo(session.withOwnership(ownership));
    assertThat(takenAgain).isEqualTo(session.withOwnership(ownership.takenBy(second.id())));
    assertThat(project.read(session)).isEqualTo(takenAgain);
    assertThat(project.changes(session)).isEqualTo(Changes.of(session));
  }

  @Test
  @DisplayName("L-02 a restarted host takes its own session back with a higher fence")
  default void aHostTakesItsOwnBack() {
    SampleProject project = SampleProject.in(this);
    Host host = project.host();
    Session owned = hosts().takeOver(project.stored("s"), host.id());

    Session back = hosts().takeOver(owned, host.id());

    assertThat(back.ownership()).isEqualTo(owned.ownership().takenBy(host.id()));
  }

  @Test
  @DisplayName("L-02 a take-over from an owner or a fence that changed is refused")
  default void aStaleTakeOverIsRefused() {
    SampleProject project = SampleProject.in(this);
    Host first = project.host();
    Host second = project.host();
    Session free = project.stored("s");
    Session owned = hosts().takeOver(free, first.id());
    Session left = sessionStore().commit(SampleChanges.leave(owned));

    assertThatThrownBy(() -> hosts().takeOver(free, second.id())).isInstanceOf(Stale.class);
    assertThatThrownBy(() -> hosts().takeOver(owned, second.id())).isInstanceOf(Stale.class);

    assertThat(project.read(free)).isEqualTo(left);
  }

  @Test
  @DisplayName("L-02 of many that take one session over at once one becomes its owner")
  default void oneOfManyBecomesTheOwner() throws Exception {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    List<Optional<Session>> results =
        Crowd.run(
            8,
            number -> {
              Host host = project.host();
              return () -> {
                try {
                  return Optional.of(hosts().takeOver(session, host.id()));
                } catch (Stale e) {
                  return Optional.empty();
                }
              };
            });

    List<Session> taken = results.stream().flatMap(Optional::stream).toList();
    assertThat(taken).hasSize(1);
    assertThat(project.read(session)).isEqualTo(taken.getFirst());
  }

  @Test
  @DisplayName("L-02 a take-over answers what callers and the owner wrote since it was read")
  default void aTakeOverAnswersWhatIsStored() {
    SampleProject project = SampleProject.in(this);
    Session read = project.stored("s");
    Session renamed = sessionStore().commit(SampleChanges.rename(read, "renamed"));

    Session taken = hosts().takeOver(read, project.host().id());

    assertThat(taken.metadata()).isEqualTo(renamed.metadata());
    assertThat(taken.desired()).isEqualTo(Desired.RUNNING);
    assertThat(project.read(read)).isEqualTo(taken);
  }

  @Test
  @DisplayName("L-02 a session that is gone cannot be taken over")
  default void aGoneSessionIsNotTakenOver() {
    SampleProject project = SampleProject.in(this);
    Session unknown = project.session("s").build();
    HostId host = project.host().id();

    assertThatThrownBy(() -> hosts().takeOver(unknown, host)).isInstanceOf(NotFound.class);
  }
}
