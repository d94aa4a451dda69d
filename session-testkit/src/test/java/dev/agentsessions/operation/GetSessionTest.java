package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.operation.CreateSession.Naming;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.Slug;
import dev.agentsessions.testkit.FakeClock;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GetSessionTest {
  private static final ProjectId OTHER = new ProjectId("other");
  private final World world = new World();
  private final Sessions sessions = TestHost.in(world).sessions();

  @Test
  @DisplayName("S-02 a session is found by its id and by its slug, as stored")
  void aSessionIsFoundByIdAndBySlug() {
    Session created = sessions.create(ANN, DEFAULT, Requests.quick().named("My Agent"));

    assertThat(get(created.id().value())).isEqualTo(created);
    assertThat(get("my-agent")).isEqualTo(created);
  }

  @ParameterizedTest(name = "S-02 {0}")
  @DisplayName("S-02 an imported id is found, also one of a slug's form")
  @ValueSource(strings = {"E6F7A1B2-0001", "imported-1", "a--b", "-a"})
  void anImportedIdIsFound(String id) {
    Session imported = sessions.create(ANN, DEFAULT, withId(id));

    assertThat(get(id)).isEqualTo(imported);
  }

  @Test
  @DisplayName("S-02 a slug goes before an imported id of the same form")
  void aSlugGoesBeforeAnImportedId() {
    sessions.create(ANN, DEFAULT, withId("same"));
    Session named = sessions.create(ANN, DEFAULT, Requests.quick().named("same"));

    assertThat(get("same")).isEqualTo(named);
  }

  @Test
  @DisplayName("S-02 what is not there is NotFound, by id and by slug, in every project")
  void whatIsNotThereIsNotFound() {
    world.projects.create(
        new Project(OTHER, Optional.empty(), ProjectSettings.NONE, FakeClock.NOON));
    Session created = sessions.create(ANN, DEFAULT, Requests.quick().named("mine"));

    assertNotFound(DEFAULT, new SessionRef.ById(new SessionId("ses-none")));
    assertNotFound(DEFAULT, new SessionRef.BySlug(new Slug("none")));
    assertNotFound(DEFAULT, new SessionRef.BySlug(new Slug("x".repeat(200))));
    assertNotFound(OTHER, Requests.byId(created));
    assertNotFound(OTHER, new SessionRef.BySlug(new Slug("mine")));
    assertNotFound(new ProjectId("none"), Requests.byId(created));
  }

  private Session get(String reference) {
    return sessions.get(ANN, DEFAULT, SessionRef.parse(reference));
  }

  private void assertNotFound(ProjectId project, SessionRef reference) {
    assertThatThrownBy(() -> sessions.get(ANN, project, reference)).isInstanceOf(NotFound.class);
  }

  private static CreateSession withId(String id) {
    CreateSession plain = Requests.quick();
    return new CreateSession(
        new Naming(
            Optional.of(new SessionId(id)), Optional.empty(), Optional.empty(), Optional.empty()),
        plain.spec(),
        plain.labels(),
        plain.annotations(),
        plain.owner(),
        plain.parent(),
        plain.role(),
        plain.workers(),
        plain.start());
  }
}
