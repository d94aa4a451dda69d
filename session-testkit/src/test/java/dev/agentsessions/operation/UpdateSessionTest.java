package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.World.DIRECTORY;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.event.SessionChange.SpecChanged;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.LlmSettings;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Stale;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.testkit.FakeProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpdateSessionTest {
  private static final RunPolicy AN_HOUR =
      new RunPolicy(Optional.of(Duration.ofHours(1)), Optional.empty(), true, false);

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();
  private final SessionsInStates states = new SessionsInStates(world, host);

  @ParameterizedTest(name = "S-05 {0}")
  @DisplayName("S-05 a spec is replaced whole, one generation on, and all else is kept")
  @EnumSource(names = {"CREATED", "TERMINATING", "STOPPED", "COMPLETED", "FAILED"})
  void aSpecIsReplacedWhole(SessionState state) {
    Session before = states.in(state);
    world.clock.advance(Duration.ofSeconds(5));
    var spec =
        new SessionSpec(
            before.spec().kind(),
            before.spec().runtime(),
            new AgentSettings(
                Optional.of(World.CLAUDE), Optional.of("do"), LlmSettings.DEFAULT, Map.of()),
            AN_HOUR,
            Map.of("COLOUR", "red"),
            Optional.of("subject"));

    Session after = sessions.update(Caller.of("bob"), DEFAULT, update(before, spec));

    assertThat(after.spec()).isEqualTo(spec);
    assertThat(after.identity()).isEqualTo(before.identity());
    assertThat(after.metadata()).isEqualTo(before.metadata());
    assertThat(after.status()).isEqualTo(before.status());
    assertThat(after.desired()).isEqualTo(before.desired());
    assertThat(after.workers()).isEqualTo(before.workers());
    assertThat(after.revision().version()).isEqualTo(before.revision().version() + 1);
    assertThat(after.revision().generation()).isEqualTo(2);
    assertThat(after.revision().created()).isEqualTo(before.revision().created());
    assertThat(after.revision().updated().by()).isEqualTo("bob");
    assertThat(after.revision().updated().at()).isEqualTo(world.clock.instant());
    assertThat(world.read(before.id())).isEqualTo(after);
    assertThat(world.changes(before.id())).last().isEqualTo(new SpecChanged(2));
  }

  @ParameterizedTest(name = "S-05 {0}")
  @DisplayName("S-05 while it comes up or runs it is refused with the phase, and nothing changes")
  @EnumSource(names = {"SPAWNING", "ACTIVE"})
  void whileItRunsItIsRefused(SessionState state) {
    Session before = states.in(state);

    assertThatThrownBy(() -> update(before, "subject"))
        .isInstanceOfSatisfying(
            WrongPhase.class, refusal -> assertThat(refusal.state()).isEqualTo(state))
        .hasMessageContaining(state.phase().toString());

    assertThat(world.read(before.id())).isEqualTo(before);
  }

  @Test
  @DisplayName("S-05 a session that comes up in between is refused")
  void aSessionThatComesUpInBetweenIsRefused() {
    Session pending = sessions.create(ANN, DEFAULT, Requests.quick(Requests.SHELL));
    world.store.beforeNextWrite(() -> host.settle(pending.id()));

    assertThatThrownBy(() -> update(pending, "subject")).isInstanceOf(WrongPhase.class);

    assertThat(world.read(pending.id()).revision().generation()).isEqualTo(1);
  }

  @ParameterizedTest(name = "S-05 {0}")
  @DisplayName("S-05 the same spec changes nothing")
  @EnumSource(names = {"CREATED", "ACTIVE", "STOPPED"})
  void theSameSpecChangesNothing(SessionState state) {
    Session before = states.in(state);

    Session after = sessions.update(ANN, DEFAULT, update(before, before.spec()));

    assertThat(after).isEqualTo(before);
    assertThat(world.read(before.id())).isEqualTo(before);
  }

  @Test
  @DisplayName("S-05 the next run goes by the new spec, and says so when it runs")
  void theNextRunGoesByTheNewSpec() {
    Session stopped = states.in(SessionState.STOPPED);
    SessionSpec old = stopped.spec();
    sessions.update(
        ANN,
        DEFAULT,
        update(
            stopped,
            new SessionSpec(
                old.kind(),
                old.runtime(),
                old.agent(),
                old.run(),
                Map.of("COLOUR", "red"),
                Optional.empty())));

    sessions.start(ANN, DEFAULT, Requests.start(stopped));
    Session running = host.settle(stopped.id());

    assertThat(running.status().run().observedGeneration()).isEqualTo(2);
    assertThat(world.runtime.processes().running())
        .singleElement()
        .extracting(FakeProcess::launch)
        .satisfies(launch -> assertThat(launch.environment()).containsEntry("COLOUR", "red"));
  }

  @Test
  @DisplayName("S-05 kind, runtime, location, repository and branch never change")
  void whereItWorksNeverChanges() {
    world.workspaces.addRepository("/srv/repo", "main");
    SessionKind worktree = new WorktreeSession("/srv/repo", "topic", Optional.of("main"));
    Session quick = states.in(SessionState.STOPPED);
    Session branch =
        sessions.create(ANN, DEFAULT, CreateSession.of(SessionSpec.of(worktree)).resting());

    assertFixed(quick, "kind", SessionSpec.of(worktree));
    assertFixed(branch, "kind", quick.spec());
    assertFixed(
        quick, "spec.location", SessionSpec.of(new QuickSession(Path.of("/srv/elsewhere"))));
    assertFixed(quick, "spec.runtime", Requests.remote().spec());
    assertFixed(
        branch,
        "spec.repository",
        SessionSpec.of(new WorktreeSession("/srv/other", "topic", Optional.of("main"))));
    assertFixed(
        branch,
        "spec.branch",
        SessionSpec.of(new WorktreeSession("/srv/repo", "other", Optional.of("main"))));
  }

  @Test
  @DisplayName("S-05 what never changes is refused as such also while it runs")
  void whatNeverChangesIsRefusedAsSuchAlsoWhileItRuns() {
    assertFixed(
        states.in(SessionState.ACTIVE),
        "spec.location",
        SessionSpec.of(new QuickSession(DIRECTORY.resolve("below"))));
  }

  @Test
  @DisplayName("S-05 an unknown agent, and a session that is not there, are NotFound")
  void whatIsUnknownIsNotFound() {
    Session stopped = states.in(SessionState.STOPPED);
    SessionSpec old = stopped.spec();
    var unknown =
        new SessionSpec(
            old.kind(),
            old.runtime(),
            new AgentSettings(
                Optional.of(new AgentId("unknown")),
                Optional.empty(),
                LlmSettings.DEFAULT,
                Map.of()),
            old.run(),
            old.environment(),
            old.subject());

    assertThatThrownBy(() -> sessions.update(ANN, DEFAULT, update(stopped, unknown)))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("agent unknown");
    assertThatThrownBy(
            () ->
                sessions.update(
                    ANN, DEFAULT, new UpdateSession(Target.of(SessionRef.parse("nobody")), old)))
        .isInstanceOf(NotFound.class);

    assertThat(world.read(stopped.id())).isEqualTo(stopped);
  }

  @Test
  @DisplayName("S-05 a stale version is refused, and nothing changes")
  void aStaleVersionIsRefused() {
    Session stopped = states.in(SessionState.STOPPED);
    long version = stopped.revision().version();
    SessionSpec spec = Requests.about(stopped.spec(), "subject");

    assertThatThrownBy(
            () ->
                sessions.update(
                    ANN, DEFAULT, new UpdateSession(Requests.target(stopped, version - 1), spec)))
        .isInstanceOf(Stale.class);
    assertThat(world.read(stopped.id())).isEqualTo(stopped);

    Session updated =
        sessions.update(ANN, DEFAULT, new UpdateSession(Requests.target(stopped, version), spec));
    assertThat(updated.spec()).isEqualTo(spec);
  }

  private void assertFixed(Session session, String field, SessionSpec spec) {
    assertThatThrownBy(() -> sessions.update(ANN, DEFAULT, update(session, spec)))
        .isInstanceOfSatisfying(
            Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo(field))
        .hasMessageContaining("never changes");
    assertThat(world.read(session.id())).isEqualTo(session);
  }

  private Session update(Session session, String subject) {
    return sessions.update(ANN, DEFAULT, update(session, Requests.about(session.spec(), subject)));
  }

  private static UpdateSession update(Session session, SessionSpec spec) {
    return new UpdateSession(Requests.target(session), spec);
  }
}
