package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.imports.ImportReport;
import dev.agentsessions.imports.ImportRow;
import dev.agentsessions.imports.ImportRow.Understood;
import dev.agentsessions.imports.ImportedRow;
import dev.agentsessions.imports.ImportedRow.Outcome;
import dev.agentsessions.imports.RecordedSession;
import dev.agentsessions.imports.RecordedWorker;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.testkit.FakeClock;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.DiffWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerKind;
import dev.agentsessions.worker.WorkerObserved;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ImportsTest {
  private static final Instant THEN = FakeClock.NOON.minus(Duration.ofDays(100));
  private static final Path TREE = Path.of("/trees/topic");

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Imports imports = host.get(Imports.class);

  @Test
  @DisplayName("P-05 a recorded session rests with its id, its age and its workers, and starts")
  void aRecordedSessionRests() {
    RecordedSession recorded =
        quick(
            "old-1",
            worker("w1", new AgentWorker(World.CLAUDE), "Claude"),
            shell("w2", "Terminal 1"));

    ImportReport report = run(recorded);

    assertThat(report.rows())
        .containsExactly(
            new ImportedRow(
                1, Optional.of(recorded.id()), Outcome.IMPORTED, Optional.empty(), List.of()));
    Session session = world.read(recorded.id());
    assertThat(session.state()).isEqualTo(SessionState.STOPPED);
    assertThat(session.desired()).isEqualTo(Desired.STOPPED);
    assertThat(session.identity().project()).isEqualTo(DEFAULT);
    assertThat(session.identity().name()).isEqualTo("work");
    assertThat(session.spec().kind()).isEqualTo(new QuickSession(World.DIRECTORY));
    assertThat(session.spec().agent().id()).hasValue(World.CLAUDE);
    assertThat(session.revision().created().at()).isEqualTo(THEN);
    assertThat(session.revision().updated().at()).isEqualTo(FakeClock.NOON);
    assertThat(session.workers()).extracting(Worker::name).containsExactly("Claude", "Terminal 1");
    assertThat(session.workers())
        .allSatisfy(each -> assertThat(each.observed()).isEqualTo(WorkerObserved.NEVER_RAN));
    assertThat(world.runtime.processes().kept()).isEmpty();

    host.sessions().start(ANN, DEFAULT, Requests.start(session));

    assertThat(host.settle(session.id()).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(world.runtime.processes().running()).hasSize(2);
  }

  @Test
  @DisplayName("P-05 a second import changes nothing")
  void aSecondImportChangesNothing() {
    run(quick("old-1"), quick("old-2"));
    List<Session> before = world.all();

    ImportReport again = run(quick("old-1"), quick("old-2"), quick("old-3"));

    assertThat(again.rows())
        .extracting(ImportedRow::outcome)
        .containsExactly(Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.IMPORTED);
    assertThat(world.all()).hasSize(3).containsAll(before);
  }

  @Test
  @DisplayName("P-05 an import that ended anywhere is finished by another one")
  void anImportThatEndedIsFinished() {
    List<ImportRow> rows =
        rows(titled("old-1", "One"), titled("old-2", "Two"), titled("old-3", "Three"));
    world.store.beforeNextWrite(() -> {});
    world.store.beforeNextWrite(() -> {});
    world.store.failNextWrite();

    assertThatThrownBy(() -> imports.run(ANN, DEFAULT, rows)).isInstanceOf(Unavailable.class);
    assertThat(world.all()).hasSize(2);
    ImportReport report = imports.run(ANN, DEFAULT, rows);

    assertThat(report.count(Outcome.UNCHANGED)).isEqualTo(2);
    assertThat(report.count(Outcome.IMPORTED)).isEqualTo(1);
    assertThat(world.all()).hasSize(3);
  }

  @Test
  @DisplayName("P-05 a worktree's branch and repository are read from it, and it is worked in")
  void aWorktreeIsRead() {
    world.workspaces.useBranch("/srv/repo", "feature/x", TREE);

    ImportReport report = run(worktree("old-1", Optional.of("topic")));

    assertThat(report.rows().getFirst().notes()).isEmpty();
    Session session = world.read(new SessionId("old-1"));
    assertThat(session.spec().kind())
        .isEqualTo(new WorktreeSession("/srv/repo", "feature/x", Optional.empty()));
    assertThat(session.status().run().directory()).hasValue(TREE.toString());
    assertThat(session.status().run().branch()).hasValue("feature/x");
    assertThat(session.formerBranch()).isEmpty();
  }

  @Test
  @DisplayName("P-05 of a worktree that is gone the branch is what it was called, else its path")
  void aWorktreeThatIsGone() {
    ImportReport report =
        run(worktree("old-1", Optional.of("topic")), worktree("old-2", Optional.empty()));

    assertThat(branch("old-1")).isEqualTo("topic");
    assertThat(branch("old-2")).isEqualTo("trees/topic");
    assertThat(report.rows())
        .allSatisfy(
            row ->
                assertThat(row.notes())
                    .singleElement()
                    .asString()
                    .startsWith("no branch is checked out in its directory"));
    Session session = world.read(new SessionId("old-1"));
    assertThat(session.spec().kind())
        .isEqualTo(new WorktreeSession("rep-old", "topic", Optional.empty()));
    assertThat(session.status().run().branch()).isEmpty();
  }

  @Test
  @DisplayName("P-05 a path that could be no branch becomes one as near as can be")
  void aPathThatCouldBeNoBranch() {
    run(
        at("old-1", "/home/me/.trees/a topic"),
        at("old-2", "/" + "deep/".repeat(60) + "last"),
        at("old-3", "/"));

    assertThat(branch("old-1")).isEqualTo("home/me/-trees/a-topic");
    assertThat(branch("old-2")).isEqualTo("last");
    assertThat(branch("old-3")).isEqualTo("imported");
  }

  @Test
  @DisplayName("P-05 a parent is found in the file, wherever it stands; what is not here is told")
  void parents() {
    ImportReport report =
        run(
            child("old-3", "old-2"),
            child("old-2", "old-1"),
            quick("old-1"),
            child("old-4", "elsewhere"),
            child("old-5", "old-6"),
            child("old-6", "old-5"));

    assertThat(parent("old-3")).hasValue(new SessionId("old-2"));
    assertThat(parent("old-2")).hasValue(new SessionId("old-1"));
    assertThat(parent("old-4")).isEmpty();
    assertThat(report.rows()).extracting(ImportedRow::row).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(report.rows().get(3).notes())
        .containsExactly("its parent elsewhere is not here: it has none");
    assertThat(Stream.of("old-5", "old-6").filter(id -> parent(id).isPresent()))
        .as("a circle is cut once")
        .hasSize(1);
  }

  @Test
  @DisplayName("P-05 names that are taken, or make no slug, or are too long, find another way")
  void names() {
    run(
        titled("old-1", "My Agent"),
        titled("old-2", "My Agent"),
        titled("OLD-3", "你好"),
        titled("old-4", "x".repeat(199) + "😀 and more"),
        titled("old-5", "  "));

    assertThat(slug("old-1")).isEqualTo("my-agent");
    assertThat(slug("old-2")).isEqualTo("my-agent-old-2");
    assertThat(world.read(new SessionId("old-2")).identity().name()).isEqualTo("My Agent");
    assertThat(slug("OLD-3")).isEqualTo("session");
    assertThat(world.read(new SessionId("OLD-3")).metadata().displayName()).isEqualTo("你好");
    assertThat(world.read(new SessionId("old-4")).identity().name()).isEqualTo("x".repeat(199));
    assertThat(slug("old-5")).isEqualTo("work");
  }

  @Test
  @DisplayName("P-05 workers of one name are told apart, and an agent that is unknown is told")
  void workers() {
    ImportReport report =
        run(
            quick(
                "old-1",
                shell("w1", "Terminal"),
                shell("w2", "Terminal"),
                worker("w3", new DiffWorker(Optional.of("main")), ""),
                worker("w4", new AgentWorker(new AgentId("mine")), "Mine")));

    assertThat(world.read(new SessionId("old-1")).workers())
        .extracting(Worker::name)
        .containsExactly("Terminal", "Terminal 2", "Diff", "Mine");
    assertThat(report.rows().getFirst().notes())
        .containsExactly("w4 wants an agent that is not known here, yet");
  }

  @Test
  @DisplayName("P-05 a row that is refused is told and stops no other one")
  void aRefusedRowStopsNoOther() {
    world.projects.create(
        new Project(new ProjectId("team"), Optional.empty(), ProjectSettings.NONE, FakeClock.NOON));
    imports.run(ANN, new ProjectId("team"), rows(quick("theirs")));
    ImportRow bad =
        new ImportRow.Unreadable(Optional.empty(), new Invalid("createdAt", "is required"));

    ImportReport report =
        imports.run(
            ANN,
            DEFAULT,
            List.of(
                bad,
                understood(quick("theirs")),
                understood(quick("old-1", shell("w1", "One"))),
                understood(quick("old-2", shell("w1", "One"))),
                understood(quick("old-1")),
                understood(quick("old-3"))));

    assertThat(report.rows())
        .extracting(ImportedRow::outcome)
        .containsExactly(
            Outcome.REFUSED,
            Outcome.REFUSED,
            Outcome.IMPORTED,
            Outcome.REFUSED,
            Outcome.REFUSED,
            Outcome.IMPORTED);
    assertThat(report.rows().get(1).refused()).get().isInstanceOf(AlreadyExists.class);
    assertThat(report.rows().get(3).refused())
        .get()
        .isInstanceOfSatisfying(
            AlreadyExists.class, taken -> assertThat(taken.field()).isEqualTo("worker"));
    assertThat(report.rows().get(4).refused())
        .get()
        .hasToString(new Invalid("id", "is in the file twice").toString());
    assertThat(world.all()).extracting(Session::id).hasSize(2);
  }

  @Test
  @DisplayName("P-05 a session that is being deleted is not brought back, and told")
  void aDeletedSessionIsNotBroughtBack() {
    run(quick("old-1"));
    host.sessions().delete(ANN, DEFAULT, Requests.delete(world.read(new SessionId("old-1"))));

    assertThat(run(quick("old-1")).count(Outcome.REFUSED)).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "P-05 an unknown project and a caller who may not are refused, and nothing is stored")
  void refusals() {
    assertThatThrownBy(() -> imports.run(ANN, new ProjectId("nowhere"), List.of()))
        .isInstanceOf(NotFound.class);
    world.authorizeBy(
        (caller, permission, project) -> {
          throw new Denied("no");
        });

    assertThatThrownBy(() -> imports.run(ANN, DEFAULT, rows(quick("old-1"))))
        .isInstanceOf(Denied.class);
    assertThat(world.all()).isEmpty();
  }

  private ImportReport run(RecordedSession... sessions) {
    return imports.run(ANN, DEFAULT, rows(sessions));
  }

  private static List<ImportRow> rows(RecordedSession... sessions) {
    return Stream.of(sessions).map(ImportsTest::understood).toList();
  }

  private static ImportRow understood(RecordedSession session) {
    return new Understood(session, List.of());
  }

  private String branch(String id) {
    return world.read(new SessionId(id)).spec().branch().orElseThrow();
  }

  private String slug(String id) {
    return world.read(new SessionId(id)).identity().slug().value();
  }

  private Optional<SessionId> parent(String id) {
    return world.read(new SessionId(id)).identity().parent();
  }

  private static RecordedSession quick(String id, RecordedWorker... workers) {
    return recorded(
        id,
        Optional.empty(),
        Optional.empty(),
        World.DIRECTORY,
        Optional.empty(),
        Optional.empty(),
        workers);
  }

  private static RecordedSession titled(String id, String title) {
    return recorded(
        id,
        Optional.empty(),
        Optional.empty(),
        World.DIRECTORY,
        Optional.of(title),
        Optional.empty());
  }

  private static RecordedSession child(String id, String parent) {
    return recorded(
        id,
        Optional.empty(),
        Optional.empty(),
        World.DIRECTORY,
        Optional.empty(),
        Optional.of(new SessionId(parent)));
  }

  private static RecordedSession worktree(String id, Optional<String> worktree) {
    return recorded(id, Optional.of("rep-old"), worktree, TREE, Optional.empty(), Optional.empty());
  }

  private static RecordedSession at(String id, String path) {
    return recorded(
        id,
        Optional.of("rep-old"),
        Optional.empty(),
        Path.of(path),
        Optional.empty(),
        Optional.empty());
  }

  private static RecordedSession recorded(
      String id,
      Optional<String> repository,
      Optional<String> worktree,
      Path location,
      Optional<String> title,
      Optional<SessionId> parent,
      RecordedWorker... workers) {
    return new RecordedSession(
        new SessionId(id),
        repository,
        worktree,
        location,
        THEN,
        Optional.empty(),
        title,
        Optional.empty(),
        Map.of(),
        parent,
        List.of(workers));
  }

  private static RecordedWorker shell(String id, String name) {
    return worker(id, TerminalWorker.LOGIN_SHELL, name);
  }

  private static RecordedWorker worker(String id, WorkerKind kind, String name) {
    return new RecordedWorker(new WorkerId(id), kind, Optional.of(name), THEN);
  }
}
