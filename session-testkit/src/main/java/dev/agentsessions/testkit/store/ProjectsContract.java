package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectLimits;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotEmpty;
import dev.agentsessions.session.SessionException.NotFound;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
            ProjectSettings.NONE.withInactivityTimeout(Duration.parse("PT36H0.000001S")));
    Project never =
        project(
            "never-" + id,
            Optional.empty(),
            ProjectSettings.NONE.withInactivityTimeout(Duration.ZERO));

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

  @Test
  @DisplayName("S-28 settings are replaced whole, and nothing else of the project")
  default void settingsAreReplaced() {
    Project before =
        project(
            "changed-" + SampleProject.in(this).id(),
            Optional.of("Changed"),
            ProjectSettings.NONE.withInactivityTimeout(Duration.ofHours(1)));
    projects().create(before);
    ProjectSettings limits =
        new ProjectSettings(
            Optional.empty(),
            new ProjectLimits(OptionalInt.of(0), OptionalInt.of(7), OptionalLong.of(1L << 40)),
            true,
            Optional.of(List.of("main", "release/1.0")));

    projects().change(before.id(), limits);

    assertThat(projects().find(before.id())).contains(before.with(limits));
    assertThatThrownBy(() -> projects().change(new ProjectId("no-" + before.id()), limits))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("S-28 an empty project is deleted, and its id is free for one without a past")
  default void anEmptyProjectIsDeleted() {
    SampleProject sample = SampleProject.in(this);
    Project project = projects().find(sample.id()).orElseThrow();
    Session deleted = sessionStore().commit(SampleChanges.delete(sample.stored("one")));
    assertThatThrownBy(() -> projects().delete(sample.id())).isInstanceOf(NotEmpty.class);
    sessionStore().commit(SampleChanges.move(deleted, LifecycleEvent.CLEAN));
    assertThat(sample.events()).isNotEmpty();

    projects().delete(sample.id());

    assertThat(projects().find(sample.id())).isEmpty();
    assertThatThrownBy(() -> projects().delete(sample.id())).isInstanceOf(NotFound.class);
    projects().create(project);
    assertThat(sample.events()).isEmpty();
    sample.stored("one");
    assertThat(sample.events().getFirst().position()).isEqualTo(1);
  }

  @Test
  @DisplayName("S-28 a project with a session stays, with all that happened in it")
  default void aProjectWithASessionStays() {
    SampleProject inUse = SampleProject.in(this);
    inUse.stored("one");
    List<SessionEvent> events = inUse.events();

    assertThatThrownBy(() -> projects().delete(inUse.id())).isInstanceOf(NotEmpty.class);

    assertThat(projects().find(inUse.id())).isPresent();
    assertThat(inUse.events()).isEqualTo(events);
  }

  private static Project project(
      String id, Optional<String> displayName, ProjectSettings settings) {
    return new Project(new ProjectId(id), displayName, settings, SampleSession.NOON);
  }
}
