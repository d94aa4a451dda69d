package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.World.DIRECTORY;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspaceProblem.Code;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SessionValidationTest {
  private static final String REPOSITORY = "/srv/repository";

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();

  @Test
  @DisplayName("S-17 a session is reported when what it works on is gone, and nothing changes")
  void whatIsGoneIsReported() {
    Session quick = host.settle(sessions.create(ANN, DEFAULT, Requests.quick()).id());
    Session worktree = worktree();
    world.workspaces.addRepository("/srv/other", "main");
    assertThat(report().invalid()).isEmpty();

    world.workspaces.removeDirectory(DIRECTORY);
    world.workspaces.loseWorktree(worktree.id());

    ValidationReport report = report();
    assertThat(report.checked()).isEqualTo(2);
    assertThat(report.invalid())
        .extracting(InvalidSession::session)
        .containsExactly(worktree, quick);
    assertThat(report.invalid())
        .extracting(invalid -> invalid.problem().code())
        .containsOnly(Code.DIRECTORY_NOT_FOUND);
    assertThat(report.invalid())
        .extracting(invalid -> invalid.problem().field())
        .containsExactly("spec.repository", "spec.location");
    assertThat(world.read(quick.id())).isEqualTo(quick);
  }

  @Test
  @DisplayName("S-17 a session whose branch is gone is reported, though its worktree is there")
  void aBranchThatIsGoneIsReported() {
    Session worktree = worktree();
    world.workspaces.loseBranch("topic");

    assertThat(report().invalid())
        .singleElement()
        .satisfies(
            invalid -> {
              assertThat(invalid.session()).isEqualTo(worktree);
              assertThat(invalid.problem().code()).isEqualTo(Code.BRANCH_NOT_FOUND);
            });
  }

  @Test
  @DisplayName("S-17 an invalid session is deleted although its path is gone")
  void anInvalidSessionIsDeleted() {
    Session session = host.settle(sessions.create(ANN, DEFAULT, Requests.quick()).id());
    world.workspaces.removeDirectory(DIRECTORY);

    sessions.delete(ANN, DEFAULT, new DeleteSession(Requests.target(session), Retention.KEEP));

    host.settleGone(session.id());
    assertThat(report()).isEqualTo(new ValidationReport(List.of(), 0, 0, Optional.empty()));
  }

  @Test
  @DisplayName("S-17 sessions of another machine are counted, and not judged by this one's disk")
  void sessionsOfAnotherMachineAreNotJudged() {
    sessions.create(ANN, DEFAULT, Requests.quick());
    world.workspaces.removeDirectory(DIRECTORY);

    ValidationReport report =
        TestHost.elsewhere("other", world)
            .get(SessionValidation.class)
            .report(ANN, DEFAULT, Optional.empty());

    assertThat(report).isEqualTo(new ValidationReport(List.of(), 0, 1, Optional.empty()));
  }

  @Test
  @DisplayName("S-17 one call ends after so many sessions and says where to go on")
  void oneCallIsBounded() {
    for (int i = 0; i <= SessionValidation.MAX_SESSIONS; i++) {
      sessions.create(ANN, DEFAULT, Requests.quick());
    }
    world.workspaces.removeDirectory(DIRECTORY);

    ValidationReport first = report();
    ValidationReport rest = host.get(SessionValidation.class).report(ANN, DEFAULT, first.next());

    assertThat(first.invalid()).hasSize(SessionValidation.MAX_SESSIONS);
    assertThat(rest.invalid()).hasSize(1);
    assertThat(rest.next()).isEmpty();
  }

  @Test
  @DisplayName("S-17 an unknown project is NotFound, and a stranger is denied first")
  void anUnknownProjectIsNotFound() {
    ProjectId nowhere = new ProjectId("nowhere");
    SessionValidation validation = host.get(SessionValidation.class);
    assertThatThrownBy(() -> validation.report(ANN, nowhere, Optional.empty()))
        .isInstanceOf(NotFound.class);

    world.authorizeBy(
        (caller, permission, project) -> {
          throw new Denied("no");
        });
    assertThatThrownBy(() -> validation.report(ANN, nowhere, Optional.empty()))
        .isInstanceOf(Denied.class);
  }

  private Session worktree() {
    world.workspaces.addRepository(REPOSITORY, "main");
    var kind = new WorktreeSession(REPOSITORY, "topic", Optional.of("main"));
    return host.settle(sessions.create(ANN, DEFAULT, CreateSession.of(SessionSpec.of(kind))).id());
  }

  private ValidationReport report() {
    return host.get(SessionValidation.class).report(ANN, DEFAULT, Optional.empty());
  }
}
