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
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.QuickSession;
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
            Optional.of("mine"));

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
                    Optional.of("b"))));
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
        ref(source), Optional.empty(), Optional.empty(), Optional.of(location), Optional.empty());
  }

  private static CloneSession to(Session source, Optional<ProjectId> project) {
    return new CloneSession(
        ref(source), Optional.empty(), project, Optional.of(ELSEWHERE), Optional.empty());
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
