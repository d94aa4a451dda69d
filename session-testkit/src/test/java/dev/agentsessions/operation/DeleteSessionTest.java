package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.event.SessionChange.SessionCleaned;
import dev.agentsessions.event.SessionChange.SessionDeleted;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.Mutation;
import dev.agentsessions.workspace.Retention;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeleteSessionTest {
  private static final SessionCleaned CLEANED = SessionCleaned.WHOLLY;

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();
  private final SessionsInStates states = new SessionsInStates(world, host);

  @ParameterizedTest(name = "S-08 {0}")
  @DisplayName("S-08 a delete answers with the session as it was, and from then on it is NotFound")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLEANED")
  void aDeletedSessionIsNotFound(SessionState state) {
    Session before = states.in(state);

    Session deleted = delete(before, Retention.KEEP);

    assertThat(deleted).isEqualTo(before);
    SessionRef bySlug = new SessionRef.BySlug(before.identity().slug());
    assertThatThrownBy(() -> sessions.get(ANN, DEFAULT, Requests.byId(before)))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> sessions.get(ANN, DEFAULT, bySlug)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> delete(before, Retention.KEEP)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> sessions.start(ANN, DEFAULT, Requests.start(before)))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> sessions.stop(ANN, DEFAULT, Requests.stop(before)))
        .isInstanceOf(NotFound.class);
    assertThat(sessions.count(ANN, DEFAULT, SessionFilter.ALL)).isZero();
    assertThat(world.changes(before.id())).contains(deleted(before));
  }

  @ParameterizedTest(name = "S-08 {0}")
  @DisplayName("S-08 from every state the row goes in the end, with processes, environment, output")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLEANED")
  void fromEveryStateTheRowGoes(SessionState state) {
    Session before = states.in(state);
    world.runtime.processes().stopTakes(1);
    delete(before, Retention.KEEP);
    endWhatNeverStops();

    host.settleGone(before.id());

    assertThat(world.runtime.processes().kept()).isEmpty();
    assertThat(world.environments.existing()).isEmpty();
    assertThat(world.remote.existing()).isEmpty();
    assertThat(world.output.bounds(Requests.ref(before, 0))).isEqualTo(OutputBounds.NOTHING);
    assertThat(world.changes(before.id())).endsWith(CLEANED);
  }

  @Test
  @DisplayName("S-08 a resting session goes by CLEAN alone, without stopping first")
  void aRestingSessionGoesByCleanAlone() {
    Session stopped = states.in(SessionState.STOPPED);

    delete(stopped, Retention.KEEP);

    assertThat(world.read(stopped.id()).status()).isEqualTo(stopped.status());
    host.settleGone(stopped.id());
    assertThat(world.changes(stopped.id())).endsWith(deleted(stopped), CLEANED);
  }

  @Test
  @DisplayName("S-08 the slug is free at once")
  void theSlugIsFreeAtOnce() {
    Session first = sessions.create(ANN, DEFAULT, Requests.quick(Requests.SHELL).named("same"));
    host.settle(first.id());

    delete(first, Retention.KEEP);
    Session second = sessions.create(ANN, DEFAULT, Requests.quick().named("same"));

    assertThat(sessions.get(ANN, DEFAULT, new SessionRef.BySlug(second.identity().slug())))
        .isEqualTo(second);
  }

  @Test
  @DisplayName("S-08 the role is free when the processes are gone")
  void theRoleIsFreeWhenTheProcessesAreGone() {
    world.runtime.processes().stopTakes(1);
    Session first = sessions.create(ANN, DEFAULT, withRole("Reviewer"));
    host.settle(first.id());

    delete(first, Retention.KEEP);

    assertThatThrownBy(() -> sessions.create(ANN, DEFAULT, withRole("Reviewer")))
        .isInstanceOf(AlreadyExists.class);
    host.settleGone(first.id());
    assertThat(sessions.create(ANN, DEFAULT, withRole("Reviewer")).identity().role()).isPresent();
  }

  @Test
  @DisplayName("S-08 what was made for a session stays unless its removal is asked for")
  void whatWasMadeStaysUnlessAsked() {
    Session kept = remote();
    Session removed = remote();

    delete(kept, Retention.KEEP);
    delete(removed, Retention.DELETE);
    host.settleGone(kept.id());
    host.settleGone(removed.id());

    assertThat(world.remote.files()).containsExactly(kept.id());
  }

  @Test
  @DisplayName("S-08 work that would be lost stays, and the last event says where and why")
  void workThatWouldBeLostStays() {
    Session session = remote();
    world.remote.keepWork(session.id(), "not committed: a.txt");

    delete(session, Retention.DELETE);
    host.settleGone(session.id());

    assertThat(world.remote.files()).containsExactly(session.id());
    assertThat(world.changes(session.id()))
        .contains(new SessionDeleted(Desired.REMOVED, Optional.of("/workspace")))
        .endsWith(
            new SessionCleaned(
                Optional.of("/workspace"), Optional.empty(), Optional.of("not committed: a.txt")));
  }

  @Test
  @DisplayName("S-08 children live on, without a parent once it is gone")
  void childrenLiveOn() {
    Session parent = states.in(SessionState.ACTIVE);
    CreateSession plain = Requests.quick();
    Session child =
        sessions.create(
            ANN,
            DEFAULT,
            new CreateSession(
                plain.naming(),
                plain.spec(),
                plain.labels(),
                plain.annotations(),
                plain.owner(),
                Optional.of(parent.id()),
                plain.role(),
                plain.workers(),
                plain.start()));

    delete(parent, Retention.KEEP);
    host.settleGone(parent.id());

    Session orphan = sessions.get(ANN, DEFAULT, Requests.byId(child));
    assertThat(orphan.identity().parent()).isEmpty();
    assertThat(orphan.identity().owner()).isEqualTo(child.identity().owner());
    assertThat(host.settle(child.id()).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  @DisplayName("S-08 a failed write leaves the session listed and usable")
  void aFailedWriteLeavesItUsable() {
    Session active = states.in(SessionState.ACTIVE);
    world.store.failNextWrite();

    assertThatThrownBy(() -> delete(active, Retention.KEEP)).isInstanceOf(Unavailable.class);

    assertThat(sessions.get(ANN, DEFAULT, Requests.byId(active))).isEqualTo(active);
    assertThat(world.all()).containsExactly(active);
    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(world.runtime.processes().running()).hasSize(1);
  }

  @Test
  @DisplayName("S-08 a delete while it stops raises where it goes")
  void aDeleteWhileItStopsRaisesTheGoal() {
    Session stopping = states.in(SessionState.TERMINATING);

    delete(stopping, Retention.KEEP);
    endWhatNeverStops();

    host.settleGone(stopping.id());
    assertThat(world.environments.mutations())
        .extracting(Mutation::what)
        .last()
        .isEqualTo("release environment, KEEP");
  }

  /** A state may have been reached with processes that stop only when they are told twice. */
  private void endWhatNeverStops() {
    world
        .runtime
        .processes()
        .running()
        .forEach(process -> world.runtime.processes().kill(process.worker(), 9));
  }

  private static SessionDeleted deleted(Session before) {
    return new SessionDeleted(Desired.DELETED, before.status().run().directory());
  }

  private Session remote() {
    return host.settle(sessions.create(ANN, DEFAULT, Requests.remote(Requests.SHELL)).id());
  }

  private Session delete(Session session, Retention worktree) {
    return sessions.delete(ANN, DEFAULT, new DeleteSession(Requests.target(session), worktree));
  }

  private static CreateSession withRole(String role) {
    CreateSession plain = Requests.quick(Requests.SHELL);
    return new CreateSession(
        plain.naming(),
        plain.spec(),
        plain.labels(),
        plain.annotations(),
        plain.owner(),
        plain.parent(),
        Optional.of(role),
        plain.workers(),
        plain.start());
  }
}
