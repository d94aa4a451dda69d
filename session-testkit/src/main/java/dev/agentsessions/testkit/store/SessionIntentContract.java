package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.event.Changes;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.event.SessionChange.AgentSwitched;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.LlmSettings;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Stale;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Writing what callers want, by compare-and-set on the version, with its events. */
public interface SessionIntentContract extends StorePorts {
  @Test
  @DisplayName("P-03, M-02 new metadata is stored, one version on, with its event")
  default void storesMetadata() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    assertWrites(project, SampleChanges.rename(session, "Renamed"), session.status().version());
  }

  @Test
  @DisplayName("P-03, M-02 a new spec is stored, one generation on, with its event")
  default void storesTheSpec() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    SessionSpec spec =
        new SessionSpec(
            session.spec().kind(),
            "other",
            new AgentSettings(
                Optional.of(new AgentId("codex")),
                Optional.of("do"),
                LlmSettings.DEFAULT,
                Map.of("a", "b")),
            new RunPolicy(Optional.of(Duration.ofHours(1)), Optional.of(Duration.ZERO), true, true),
            Map.of("K", "V"),
            Optional.of("subject"));

    assertWrites(project, SampleChanges.spec(session, spec), session.status().version());
    assertThat(sessionStore().page(Listing.of(project, Filters.agent("codex"))).items()).hasSize(1);
  }

  @Test
  @DisplayName("P-03, M-02 workers are added, named, resized, restarted and removed, with events")
  default void storesWantedWorkers() {
    SampleProject project = SampleProject.in(this);
    Worker shell = project.terminal("shell");
    Session session = project.stored(project.session("s").with(shell));
    Worker more = project.terminal("more");

    Session two = assertWrites(project, SampleChanges.add(session, more), 1);
    Session changed =
        assertWrites(
            project,
            SampleChanges.workers(
                two,
                List.of(
                    shell.withSize(new WindowSize(1, 1000)).restarted(),
                    renamed(more, "renamed").wanting(Goal.DELETE))),
            1);
    assertWrites(project, SampleChanges.workers(changed, changed.workers().subList(0, 1)), 1);
  }

  @Test
  @DisplayName("P-03, M-02 a worker is restarted as another agent, with its event")
  default void storesAnotherAgent() {
    SampleProject project = SampleProject.in(this);
    Worker claude = project.agent("claude");
    Session session = project.stored(project.session("s").with(claude));
    Worker codex = claude.withKind(new AgentWorker(new AgentId("codex"))).restarted();

    assertWrites(project, SampleChanges.workers(session, List.of(codex)), 1);

    assertThat(project.changes(session))
        .contains(new AgentSwitched(claude.id(), new AgentId("codex")));
  }

  @Test
  @DisplayName("P-03, M-02 a stop moves state and both versions, with its events")
  default void storesAMove() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    Session stopping = assertWrites(project, SampleChanges.stop(session), 2);

    assertThat(stopping.state()).isEqualTo(SessionState.TERMINATING);
  }

  @Test
  @DisplayName("P-03 an intent that changes nothing visible moves the version without an event")
  default void aChangeNobodySeesHasNoEvent() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    Session stored = assertWrites(project, SampleChanges.workers(session, List.of()), 1);

    assertThat(stored.revision().version()).isEqualTo(2);
    assertThat(project.events()).hasSize(1);
  }

  @Test
  @DisplayName("P-03 a stale version is refused and nothing is written")
  default void aStaleVersionIsRefused() {
    SampleProject project = SampleProject.in(this);
    Session read = project.stored("s");
    Session renamed = sessionStore().commit(SampleChanges.rename(read, "first"));

    List<Intent> stale =
        List.of(
            SampleChanges.rename(read, "second"),
            SampleChanges.stop(read),
            SampleChanges.add(read, project.terminal("t")),
            SampleChanges.delete(read));

    assertThat(stale)
        .allSatisfy(
            intent ->
                assertThatThrownBy(() -> sessionStore().commit(intent)).isInstanceOf(Stale.class));
    assertThat(project.read(read)).isEqualTo(renamed);
    assertThat(project.events()).hasSize(2);
  }

  @Test
  @DisplayName("P-03 a session that is not there is not found")
  default void anUnknownSessionIsNotFound() {
    SampleProject project = SampleProject.in(this);
    Session unknown = project.session("s").build();

    assertThatThrownBy(() -> sessionStore().commit(SampleChanges.rename(unknown, "x")))
        .isInstanceOf(NotFound.class);

    assertThat(project.events()).isEmpty();
  }

  @Test
  @DisplayName("P-03 of concurrent intents from one version one is written, the others are stale")
  default void oneOfConcurrentIntentsIsWritten() throws Exception {
    SampleProject project = SampleProject.in(this);
    Session read = project.stored("s");

    List<Optional<Session>> results =
        Crowd.run(8, number -> () -> attempt(SampleChanges.rename(read, "to " + number)));

    List<Session> written = results.stream().flatMap(Optional::stream).toList();
    assertThat(written).hasSize(1);
    assertThat(project.read(read)).isEqualTo(written.getFirst());
    assertThat(project.events()).hasSize(2);
  }

  @Test
  @DisplayName("P-03 a taken worker id is refused, and nothing of the intent is written")
  default void aTakenWorkerIdRefusesTheIntent() {
    SampleProject project = SampleProject.in(this);
    Worker taken = project.terminal("shell");
    Session holder = project.stored(project.session("holder").with(taken));
    Session session = project.stored("s");
    int before = project.events().size();
    List<Worker> workers = List.of(project.terminal("new"), taken);
    Session wanted = SampleChanges.rename(session, "renamed").after().withWorkers(workers);

    assertThatThrownBy(() -> sessionStore().commit(new Intent(session, wanted)))
        .isInstanceOfSatisfying(
            AlreadyExists.class,
            refusal -> {
              assertThat(refusal.field()).isEqualTo("worker");
              assertThat(refusal.holder()).isEqualTo(holder.id().value());
            });

    assertThat(project.read(session)).isEqualTo(session);
    assertThat(project.events()).hasSize(before);
  }

  private static Worker renamed(Worker worker, String name) {
    return new Worker(
        worker.id(),
        name,
        worker.kind(),
        worker.size(),
        worker.createdAt(),
        worker.desired(),
        worker.observed());
  }

  private Optional<Session> attempt(Intent intent) {
    try {
      return Optional.of(sessionStore().commit(intent));
    } catch (Stale e) {
      return Optional.empty();
    }
  }

  /** Commits, and sees answer, row and events. */
  private Session assertWrites(SampleProject project, Intent intent, long statusVersion) {
    List<SessionChange> expected = new ArrayList<>(project.changes(intent.before()));
    expected.addAll(Changes.between(intent.before(), intent.after()));

    Session stored = sessionStore().commit(intent);

    Session after = intent.after();
    assertThat(stored).isEqualTo(after.withStatus(after.status().withVersion(statusVersion)));
    assertThat(project.read(after)).isEqualTo(stored);
    assertThat(project.changes(after)).isEqualTo(expected);
    return stored;
  }
}
