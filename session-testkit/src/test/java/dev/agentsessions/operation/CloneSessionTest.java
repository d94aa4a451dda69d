package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.operation.CloneSession.Workspace;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.Worker;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CloneSessionTest {
  private static final String REPOSITORY = "/srv/repository";
  private static final Path ELSEWHERE = Path.of("/srv/elsewhere");
  private static final ProjectId TEAM = new ProjectId("team");

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();

  @Test
  @DisplayName(
      "S-09 a clone has the spec and the workers of its source, and ids and a life of its own")
  void aCloneIsASessionOfItsOwn() {
    Session source = worktree("topic");
    sessions.stop(ANN, DEFAULT, Requests.stop(source));
    host.settle(source.id());

    Session clone = host.settle(sessions.clone(ANN, DEFAULT, CloneSession.of(ref(source))).id());

    assertThat(clone.id()).isNotEqualTo(source.id());
    assertThat(clone.identity().name()).isEqualTo("work-copy");
    assertThat(clone.spec().kind())
        .isEqualTo(new WorktreeSession(REPOSITORY, "topic-copy", Optional.of("topic")));
    assertThat(clone.spec().agent()).isEqualTo(source.spec().agent());
    assertThat(clone.metadata().labels()).isEqualTo(source.metadata().labels());
    assertThat(clone.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(clone.workers()).extracting(Worker::name).containsExactly("Claude", "Terminal 1");
    assertThat(clone.workers())
        .extracting(Worker::id)
        .doesNotContainAnyElementsOf(source.workers().stream().map(Worker::id).toList());
    assertThat(world.read(source.id()).state()).isEqualTo(SessionState.STOPPED);
  }

  @Test
  @DisplayName("S-09 names and branches that are taken are counted on, together")
  void takenNamesAreCountedOn() {
    Session source = worktree("topic");
    world.workspaces.useBranch(REPOSITORY, "topic-copy");

    Session second = sessions.clone(ANN, DEFAULT, CloneSession.of(ref(source)));
    Session third = sessions.clone(ANN, DEFAULT, CloneSession.of(ref(source)));

    assertThat(second.identity().name()).isEqualTo("work-copy-2");
    assertThat(branch(second)).isEqualTo("topic-copy-2");
    assertThat(third.identity().name()).isEqualTo("work-copy-3");
    assertThat(branch(third)).isEqualTo("topic-copy-3");
  }

  @Test
  @DisplayName("S-09 a clone in another project keeps its name where that is free")
  void aCloneInAnotherProjectKeepsItsName() {
    host.projects().create(ANN, TEAM, Optional.empty(), ProjectSettings.NONE);
    Session source = quick();

    Session first = sessions.clone(ANN, DEFAULT, to(source, Optional.of(TEAM)));
    Session second = sessions.clone(ANN, DEFAULT, to(source, Optional.of(TEAM)));

    assertThat(first.identity().project()).isEqualTo(TEAM);
    assertThat(first.identity().name()).isEqualTo(source.identity().name());
    assertThat(second.identity().name()).isEqualTo(source.identity().name() + "-copy");
  }

  @Test
  @DisplayName("S-09 a given name and branch are taken as they are, or refused")
  void whatIsGivenIsTakenOrRefused() {
    Session source = worktree("topic");
    var request =
        new CloneSession(
            ref(source),
            Optional.of("other"),
            Optional.empty(),
            Optional.empty(),
            Optional.of("mine"),
            Workspace.NONE);

    Session clone = sessions.clone(ANN, DEFAULT, request);

    assertThat(clone.identity().name()).isEqualTo("other");
    assertThat(branch(clone)).isEqualTo("mine");
    assertThatThrownBy(() -> sessions.clone(ANN, DEFAULT, request))
        .isInstanceOfSatisfying(
            AlreadyExists.class,
            refusal -> assertThat(refusal.holder()).isEqualTo(clone.id().value()));
  }

  @Test
  @DisplayName("S-09 a quick session's clone needs a directory of its own, which is there")
  void aQuickCloneNeedsADirectory() {
    Session source = quick();

    assertInvalid("location", () -> sessions.clone(ANN, DEFAULT, CloneSession.of(ref(source))));
    assertInvalid("location", () -> sessions.clone(ANN, DEFAULT, at(source, World.DIRECTORY)));
    assertThatThrownBy(() -> sessions.clone(ANN, DEFAULT, at(source, Path.of("/srv/nowhere"))))
        .isInstanceOf(Unsatisfied.class);
    assertInvalid(
        "branch",
        () ->
            sessions.clone(
                ANN,
                DEFAULT,
                new CloneSession(
                    ref(source),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(ELSEWHERE),
                    Optional.of("b"),
                    Workspace.NONE)));
    assertInvalid("location", () -> sessions.clone(ANN, DEFAULT, at(worktree("topic"), ELSEWHERE)));

    Session clone = sessions.clone(ANN, DEFAULT, at(source, ELSEWHERE));

    assertThat(clone.spec().kind()).isEqualTo(new QuickSession(ELSEWHERE));
  }

  @Test
  @DisplayName("S-09 source and target project are checked before anything is revealed")
  void bothProjectsAreChecked() {
    Session source = quick();
    assertThatThrownBy(
            () -> sessions.clone(ANN, DEFAULT, CloneSession.of(SessionRef.parse("nobody"))))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> sessions.clone(ANN, DEFAULT, to(source, Optional.of(TEAM))))
        .isInstanceOf(NotFound.class);
    world.authorizeBy(
        (caller, permission, project) -> {
          if (permission != Permission.VIEW && project.equals(TEAM)) {
            throw new Denied("not there");
          }
          return Reach.everything();
        });
    assertThatThrownBy(() -> sessions.clone(ANN, DEFAULT, to(source, Optional.of(TEAM))))
        .isInstanceOf(Denied.class);
    assertThat(world.all()).hasSize(1);
  }

  @Test
  @DisplayName("S-09 whose files a clone begins with is stored with it, until they are there")
  void whoseFilesIsStored() {
    Session source = quick();
    Session worktree = worktree("topic");

    Session copy = sessions.clone(ANN, DEFAULT, at(source, ELSEWHERE).withFiles());
    Session branched = sessions.clone(ANN, DEFAULT, CloneSession.of(ref(worktree)).withFiles());
    Session plain = sessions.clone(ANN, DEFAULT, CloneSession.of(ref(worktree)));

    assertThat(world.read(copy.id()).filesFrom()).hasValue(source.id());
    assertThat(world.read(branched.id()).filesFrom()).hasValue(worktree.id());
    assertThat(plain.filesFrom()).isEmpty();
    assertThat(host.settle(copy.id()).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(world.read(copy.id()).filesFrom()).isEmpty();
  }

  @Test
  @DisplayName("S-09 a clone that failed for want of its files wants them again when it is started")
  void aFailedCloneWantsItsFilesAgain() {
    Session source = quick();
    Session copy = sessions.clone(ANN, DEFAULT, at(source, ELSEWHERE).withFiles());
    world.environments.fail(copy.id(), Reason.SOURCE_GONE, "it is deleted");

    Session failed = host.settle(copy.id());

    assertThat(failed.state()).isEqualTo(SessionState.FAILED);
    assertThat(failed.status().reason()).hasValue(Reason.SOURCE_GONE);
    sessions.start(ANN, DEFAULT, Requests.start(failed));
    assertThat(world.read(copy.id()).filesFrom()).hasValue(source.id());
  }

  @Test
  @DisplayName("S-09 files that cannot be copied are refused before anything is stored")
  void filesThatCannotBeCopiedAreRefused() {
    Session source = quick();
    Path inside = World.DIRECTORY.resolve("inside");
    world.workspaces.addDirectory(inside);
    Session worktree = worktree("topic");
    Session unmade =
        sessions.create(
            ANN,
            DEFAULT,
            CreateSession.of(
                    SessionSpec.of(new WorktreeSession(REPOSITORY, "new", Optional.empty())))
                .resting());
    Session copying = sessions.clone(ANN, DEFAULT, at(source, ELSEWHERE).withFiles());
    int before = world.all().size();

    assertUnsatisfied("location", at(source, inside));
    world.workspaces.fill(ELSEWHERE);
    assertUnsatisfied("location", at(source, ELSEWHERE));
    assertUnsatisfied("workspace", CloneSession.of(ref(unmade)));
    assertUnsatisfied("workspace", at(copying, World.DIRECTORY));
    Sessions elsewhere = TestHost.elsewhere("other", world).sessions();
    assertThatThrownBy(
            () -> elsewhere.clone(ANN, DEFAULT, CloneSession.of(ref(worktree)).withFiles()))
        .isInstanceOfSatisfying(
            Unsatisfied.class, refusal -> assertThat(refusal).hasMessageContaining("machine"));

    assertThat(world.all()).hasSize(before);
  }

  private void assertUnsatisfied(String field, CloneSession request) {
    assertThatThrownBy(() -> sessions.clone(ANN, DEFAULT, request.withFiles()))
        .isInstanceOfSatisfying(
            Unsatisfied.class, refusal -> assertThat(refusal.field()).isEqualTo(field));
  }

  private Session quick() {
    world.workspaces.addDirectory(ELSEWHERE);
    return host.settle(sessions.create(ANN, DEFAULT, Requests.quick(Requests.SHELL)).id());
  }

  private Session worktree(String branch) {
    world.workspaces.addRepository(REPOSITORY, "main", branch);
    var kind = new WorktreeSession(REPOSITORY, branch, Optional.of("main"));
    CreateSession request =
        CreateSession.of(SessionSpec.of(kind)).named("work").with(Requests.AGENT, Requests.SHELL);
    return host.settle(sessions.create(ANN, DEFAULT, request).id());
  }

  private static CloneSession at(Session source, Path location) {
    return new CloneSession(
        ref(source),
        Optional.empty(),
        Optional.empty(),
        Optional.of(location),
        Optional.empty(),
        Workspace.NONE);
  }

  private static CloneSession to(Session source, Optional<ProjectId> project) {
    return new CloneSession(
        ref(source),
        Optional.empty(),
        project,
        Optional.of(ELSEWHERE),
        Optional.empty(),
        Workspace.NONE);
  }

  private static SessionRef ref(Session session) {
    return Requests.byId(session);
  }

  private static String branch(Session session) {
    return ((WorktreeSession) session.spec().kind()).branch();
  }

  private static void assertInvalid(String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo(field));
  }
}
