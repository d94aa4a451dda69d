package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.SessionException.AlreadyExists;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link dev.agentsessions.project.Projects} promises. */
public interface ProjectsContract extends StorePorts {
  @Test
  @DisplayName("S-28 the project default exists from the start")
  default void theDefaultExists() {
    assertThat(projects().find(ProjectId.DEFAULT)).isPresent();
    assertThat(projects().list()).extracting(Project::id).contains(ProjectId.DEFAULT);
  }

  @Test
  @DisplayName("S-28 a project is found as it was created")
  default void aProjectIsReadAsWritten() {
    ProjectId id = SampleProject.in(this).id();
    Project plain = project("plain-" + id, Optional.empty(), ProjectSettings.NONE);
    Project full =
        project(
            "full-" + id,
            Optional.of(FullSample.TEXT),
            new ProjectSettings(Optional.of(Duration.parse("PT36H0.000001S"))));
    Project never =
        project("never-" + id, Optional.empty(), new ProjectSettings(Optional.of(Duration.ZERO)));

    List<Project> all = List.of(plain, full, never);
    all.forEach(projects()::create);

    assertThat(all)
        .allSatisfy(project -> assertThat(projects().find(project.id())).contains(project));
    assertThat(projects().list()).containsAll(all);
  }

  @Test
  @DisplayName("S-28 a taken project id is refused, and nothing is overwritten")
  default void aTakenProjectIdIsRefused() {
    ProjectId id = SampleProject.in(this).id();
    Project before = projects().find(id).orElseThrow();
    Project second = project(id.value(), Optional.of("second"), ProjectSettings.NONE);

    assertThatThrownBy(() -> projects().create(second))
        .isInstanceOfSatisfying(
            AlreadyExists.class, refusal -> assertThat(refusal.holder()).isEqualTo(id.value()));

    assertThat(projects().find(id)).contains(before);
  }

  @Test
  @DisplayName("S-28 projects are listed by id, character by character")
  default void projectsAreListedById() {
    String id = SampleProject.in(this).id().value();
    List<String> ascending = Stream.of("-a", "-b", "0", "a", "a-b", "aa").map(id::concat).toList();
    ascending
        .reversed()
        .forEach(each -> projects().create(project(each, Optional.empty(), ProjectSettings.NONE)));

    assertThat(projects().list())
        .extracting(project -> project.id().value())
        .isSorted()
        .containsAll(ascending);
  }

  @Test
  @DisplayName("S-28 a project that does not exist is absent")
  default void anUnknownProjectIsAbsent() {
    assertThat(projects().find(new ProjectId("x-" + SampleProject.in(this).id()))).isEmpty();
  }

  private static Project project(
      String id, Optional<String> displayName, ProjectSettings settings) {
    return new Project(new ProjectId(id), displayName, settings, SampleSession.NOON);
  }
}
