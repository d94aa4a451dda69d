package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.agent.BuiltInAgents;
import dev.agentsessions.agent.ProjectAgents;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.catalog.RepositorySettings;
import dev.agentsessions.catalog.RepositorySource.Directory;
import dev.agentsessions.catalog.Webhook;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.Fixed;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotEmpty;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.AgentWorker;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogOperationsTest {
  private static final AgentId MINE = new AgentId("mine");
  private static final Path REPOSITORY = Path.of("/srv/repo");
  private static final ProjectId NOWHERE = new ProjectId("nowhere");

  private static final MetadataPatch NO_PATCH =
      new MetadataPatch(
          Optional.empty(), new MapPatch(false, Map.of()), new MapPatch(false, Map.of()));

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final AgentOperations agents = host.get(AgentOperations.class);
  private final RepositoryOperations repositories = host.get(RepositoryOperations.class);

  @Test
  @DisplayName("A-03 every host knows the built-in agents, as it has configured them")
  void builtInAgents() {
    Agent own = new Agent(new AgentId("claude"), "My Claude", List.of("my-claude"));

    assertThat(BuiltInAgents.and(List.of(own)).agents())
        .extracting(agent -> agent.id().value())
        .containsExactly("aider", "claude", "codex", "gemini", "opencode", "shell");
    assertThat(BuiltInAgents.and(List.of(own)).find(DEFAULT, own.id())).contains(own);
  }

  @Test
  @DisplayName("A-03 a project's agents are its own beside the host's, by id")
  void aProjectsAgents() {
    agents.create(ANN, DEFAULT, Optional.of(MINE), "Mine", List.of("mine", "--fast"));

    ProjectAgents known = new ProjectAgents(BuiltInAgents.and(List.of()), world.catalog);

    assertThat(known.list(DEFAULT))
        .extracting(agent -> agent.id().value())
        .containsExactly("aider", "claude", "codex", "gemini", "mine", "opencode", "shell");
    assertThat(known.get(DEFAULT, MINE).command()).containsExactly("mine", "--fast");
    assertThat(known.find(NOWHERE, MINE)).isEmpty();
  }

  @Test
  @DisplayName("A-03 an id is made where none is given, and a taken one is refused")
  void agentIds() {
    Agent made = agents.create(ANN, DEFAULT, Optional.empty(), "One", List.of("one"));

    assertThat(made.id().value()).startsWith("agt-");
    for (AgentId taken : List.of(made.id(), new AgentId("codex"))) {
      assertThatThrownBy(
              () -> agents.create(ANN, DEFAULT, Optional.of(taken), "Two", List.of("two")))
          .isInstanceOf(AlreadyExists.class);
    }
    assertThatThrownBy(
            () -> agents.create(ANN, NOWHERE, Optional.of(MINE), "Mine", List.of("mine")))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("A-03 built-in agents cannot be changed, and one in use is not deleted")
  void whatIsNotDeleted() {
    Agent agent = agents.create(ANN, DEFAULT, Optional.of(MINE), "Mine", List.of("mine"));
    world.addAgent(agent);
    Session user =
        host.sessions().create(ANN, DEFAULT, Requests.quick(NewWorker.of(new AgentWorker(MINE))));

    assertThatThrownBy(() -> agents.delete(ANN, DEFAULT, new AgentId("claude")))
        .isInstanceOf(Fixed.class);
    assertThatThrownBy(() -> agents.delete(ANN, DEFAULT, MINE)).isInstanceOf(NotEmpty.class);

    host.sessions().delete(ANN, DEFAULT, Requests.delete(user));
    agents.delete(ANN, DEFAULT, MINE);
    assertThatThrownBy(() -> agents.delete(ANN, DEFAULT, MINE)).isInstanceOf(NotFound.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/etc/passwd", "../file", "a/../../b", "./a", "a//b", ".git/config", "a\0b"})
  @DisplayName("G-07 a template file is a path inside the repository, and not of git's own")
  void aTemplateFileIsInside(String file) {
    assertThatThrownBy(
            () ->
                new RepositorySettings(
                    Map.of(),
                    List.of(file),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOfSatisfying(
            Invalid.class, refused -> assertThat(refused.field()).isEqualTo("templateFiles"));
  }

  @Test
  @DisplayName("G-09 a repository is noted if it is there, and its settings are replaced")
  void aRepositoryIsNoted() {
    assertThatThrownBy(() -> note(REPOSITORY)).isInstanceOf(Unsatisfied.class);
    world.workspaces.useBranch(REPOSITORY.toString(), "main", REPOSITORY);

    Repository noted = note(REPOSITORY);
    var settings =
        new RepositorySettings(
            Map.of("A", "b"),
            List.of("config/local.env"),
            Optional.of("make"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Repository changed =
        repositories
            .update(
                ANN,
                DEFAULT,
                noted.id(),
                Optional.of("Engine"),
                new Directory(REPOSITORY),
                settings)
            .repository();

    assertThat(noted.name()).isEqualTo("repo");
    assertThat(repositories.get(ANN, DEFAULT, noted.id()).repository()).isEqualTo(changed);
    assertThat(changed.createdAt()).isEqualTo(noted.createdAt());
    assertThat(changed.settings()).isEqualTo(settings);
    assertThatThrownBy(
            () ->
                repositories.update(
                    ANN,
                    DEFAULT,
                    noted.id(),
                    Optional.empty(),
                    new Directory(Path.of("/other")),
                    settings))
        .isInstanceOf(Invalid.class);
    repositories.delete(ANN, DEFAULT, noted.id(), false);
    assertThat(repositories.list(ANN, DEFAULT)).isEmpty();
    assertThatThrownBy(() -> repositories.get(ANN, DEFAULT, noted.id()))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("S-01, G-09 a session may name a repository by its id, and keeps its path")
  void aSessionMayNameARepositoryByItsId() {
    world.workspaces.useBranch(REPOSITORY.toString(), "main", REPOSITORY);
    world.workspaces.addRepository(REPOSITORY.toString(), "main");
    Repository noted = note(REPOSITORY);
    var request = CreateSession.of(on(noted.id().value())).named("Topic");

    Session session = host.sessions().create(ANN, DEFAULT, request.resting());

    assertThat(session.spec().kind())
        .isEqualTo(new WorktreeSession(REPOSITORY.toString(), "topic", Optional.empty()));
    Applied again =
        host.sessions()
            .apply(ANN, DEFAULT, new ApplySession(request, NO_PATCH, OptionalLong.empty()));
    assertThat(again.created()).isFalse();
    assertThat(again.session().revision().version()).isEqualTo(1);
    assertThatThrownBy(
            () -> host.sessions().create(ANN, DEFAULT, CreateSession.of(on("rep-unknown"))))
        .isInstanceOf(Unsatisfied.class);
  }

  @Test
  @DisplayName("P-06 without a key no secret is kept; a webhook without one is")
  void withoutAKeyNoSecretIsKept() {
    WebhookOperations webhooks = host.get(WebhookOperations.class);
    URI url = URI.create("https://example.org/");

    assertThatThrownBy(
            () -> webhooks.create(ANN, DEFAULT, url, List.of(), Optional.of("0123456789abcdef")))
        .isInstanceOf(Unavailable.class);
    Webhook kept = webhooks.create(ANN, DEFAULT, url, List.of("session.*"), Optional.empty());

    assertThat(webhooks.list(ANN, DEFAULT)).containsExactly(kept);
    webhooks.delete(ANN, DEFAULT, kept.id());
    assertThat(webhooks.list(ANN, DEFAULT)).isEmpty();
  }

  @Test
  @DisplayName(
      "T-02 lists of a project are asked for by those who may, before anything is revealed")
  void listsAreForThoseWhoMay() {
    world.authorizeBy(
        (caller, permission, project) -> {
          throw new Denied("no");
        });

    assertThatThrownBy(() -> agents.list(ANN, NOWHERE)).isInstanceOf(Denied.class);
    assertThatThrownBy(() -> agents.delete(ANN, NOWHERE, MINE)).isInstanceOf(Denied.class);
    assertThatThrownBy(() -> repositories.get(ANN, NOWHERE, new RepositoryId("rep-1")))
        .isInstanceOf(Denied.class);
    assertThatThrownBy(() -> note(REPOSITORY)).isInstanceOf(Denied.class);
    assertThatThrownBy(() -> host.get(RoleOperations.class).list(ANN, NOWHERE))
        .isInstanceOf(Denied.class);
    assertThatThrownBy(() -> host.get(WebhookOperations.class).list(ANN, NOWHERE))
        .isInstanceOf(Denied.class);
    assertThat(world.catalog.list(Kind.REPOSITORY, DEFAULT)).isEmpty();
  }

  private Repository note(Path path) {
    return repositories
        .create(ANN, DEFAULT, Optional.empty(), new Directory(path), RepositorySettings.NONE)
        .repository();
  }

  private static SessionSpec on(String repository) {
    return SessionSpec.of(new WorktreeSession(repository, "topic", Optional.empty()));
  }
}
