package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.NotEmpty;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.testkit.FakeClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProjectsTest {
  private static final ProjectId TEAM = new ProjectId("team");
  private static final ProjectSettings SETTINGS =
      ProjectSettings.NONE.withInactivityTimeout(Duration.ofHours(1));
  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final ProjectOperations projects = host.projects();

  @Test
  @DisplayName("S-28 the project default exists from the start")
  void theDefaultExists() {
    assertThat(projects.list(ANN)).extracting(Project::id).containsExactly(ProjectId.DEFAULT);
    assertThat(projects.get(ANN, ProjectId.DEFAULT).settings()).isEqualTo(ProjectSettings.NONE);
  }

  @Test
  @DisplayName("S-28 a project is created with its settings, got and listed")
  void aProjectIsCreated() {
    Project created = projects.create(ANN, TEAM, Optional.of("The team"), SETTINGS);

    assertThat(created)
        .isEqualTo(new Project(TEAM, Optional.of("The team"), SETTINGS, FakeClock.NOON));
    assertThat(projects.get(ANN, TEAM)).isEqualTo(created);
    assertThat(projects.list(ANN)).extracting(Project::id).containsExactly(ProjectId.DEFAULT, TEAM);
  }

  @Test
  @DisplayName("S-28 a taken id is refused, and nothing is overwritten")
  void aTakenIdIsRefused() {
    Project holder = projects.create(ANN, TEAM, Optional.empty(), SETTINGS);

    assertThatThrownBy(() -> projects.create(ANN, TEAM, Optional.of("Other"), ProjectSettings.NONE))
        .isInstanceOf(AlreadyExists.class);

    assertThat(projects.get(ANN, TEAM)).isEqualTo(holder);
  }

  @Test
  @DisplayName("S-28 an unknown project is NotFound")
  void anUnknownProjectIsNotFound() {
    assertThatThrownBy(() -> projects.get(ANN, TEAM))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("team");
  }

  @Test
  @DisplayName("S-28 only an administrator creates projects")
  void onlyAnAdministratorCreates() {
    world.authorizeBy(
        (caller, permission, project) -> {
          if (permission == Permission.ADMIN) {
            throw new Denied("not an administrator");
          }
          return Reach.everything();
        });

    assertThatThrownBy(() -> projects.create(ANN, TEAM, Optional.empty(), SETTINGS))
        .isInstanceOf(Denied.class);

    assertThatThrownBy(() -> projects.get(ANN, TEAM)).isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("S-28 settings are replaced by an administrator, and hold from then on")
  void settingsAreReplaced() {
    projects.create(ANN, TEAM, Optional.of("The team"), ProjectSettings.NONE);

    assertThat(projects.change(ANN, TEAM, SETTINGS).settings()).isEqualTo(SETTINGS);

    assertThat(projects.get(ANN, TEAM).settings()).isEqualTo(SETTINGS);
    assertThatThrownBy(() -> projects.change(ANN, new ProjectId("nowhere"), SETTINGS))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("S-28 an empty project is deleted; the default one never is")
  void anEmptyProjectIsDeleted() {
    projects.create(ANN, TEAM, Optional.empty(), SETTINGS);

    projects.delete(ANN, TEAM);

    assertThatThrownBy(() -> projects.get(ANN, TEAM)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> projects.delete(ANN, ProjectId.DEFAULT)).isInstanceOf(Denied.class);
    assertThat(projects.list(ANN)).extracting(Project::id).containsExactly(ProjectId.DEFAULT);
  }

  @Test
  @DisplayName("S-28 a project is deleted only once its deleted sessions are gone")
  void aProjectIsDeletedOnceItsSessionsAreGone() {
    projects.create(ANN, TEAM, Optional.empty(), SETTINGS);
    Session session = host.sessions().create(ANN, TEAM, Requests.quick());
    host.sessions().delete(ANN, TEAM, Requests.delete(session));
    assertThatThrownBy(() -> projects.delete(ANN, TEAM)).isInstanceOf(NotEmpty.class);

    host.settleGone(session.id());

    projects.delete(ANN, TEAM);
    assertThatThrownBy(() -> projects.get(ANN, TEAM)).isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("T-02 a list of projects holds only those the caller may view")
  void aListHoldsWhatTheCallerMayView() {
    projects.create(ANN, TEAM, Optional.empty(), SETTINGS);
    world.authorizeBy(
        (caller, permission, project) -> {
          if (!project.equals(TEAM)) {
            throw new Denied("a stranger here");
          }
          return Reach.everything();
        });

    assertThat(projects.list(ANN)).extracting(Project::id).containsExactly(TEAM);
    assertThatThrownBy(() -> projects.get(ANN, ProjectId.DEFAULT)).isInstanceOf(Denied.class);
  }
}
