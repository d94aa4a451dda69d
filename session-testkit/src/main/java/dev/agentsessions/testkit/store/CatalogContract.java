package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.catalog.Entry;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.catalog.RepositorySettings;
import dev.agentsessions.catalog.RoleBinding;
import dev.agentsessions.catalog.Webhook;
import dev.agentsessions.catalog.WebhookId;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.secret.SealedSecret;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link dev.agentsessions.catalog.Catalog} promises. */
public interface CatalogContract extends StorePorts {
  @Test
  @DisplayName("S-28 whatever a project keeps in its lists is read as it was written")
  default void whatIsKeptIsReadAsWritten() {
    ProjectId project = SampleProject.in(this).id();

    checkKept(
        project,
        Kind.AGENT,
        new Agent(new AgentId("mine"), FullSample.TEXT, List.of("run", FullSample.TEXT, "")),
        new Agent(new AgentId("shell"), "Shell", List.of()));
    checkKept(
        project,
        Kind.REPOSITORY,
        new Repository(
            new RepositoryId("rep-1"),
            FullSample.TEXT,
            Path.of("/srv/a b"),
            new RepositorySettings(
                Map.of("A", FullSample.TEXT),
                List.of("local.env"),
                Optional.of("make"),
                Optional.of("make clean"),
                Optional.of(new AgentId("mine")),
                Optional.of(List.of("main", "release/1"))),
            SampleSession.NOON),
        new Repository(
            new RepositoryId("rep-2"),
            "plain",
            Path.of("/"),
            RepositorySettings.NONE,
            SampleSession.NOON));
    checkKept(
        project,
        Kind.WEBHOOK,
        new Webhook(
            new WebhookId("whk-1"),
            URI.create("https://example.org/hook?a=b"),
            List.of("session.moved", "worker.*"),
            Optional.of(new SealedSecret("c2VhbGVk")),
            SampleSession.NOON),
        new Webhook(
            new WebhookId("whk-2"),
            URI.create("http://127.0.0.1:1/"),
            List.of(),
            Optional.empty(),
            SampleSession.NOON));
    checkKept(
        project,
        Kind.ROLE,
        new RoleBinding("Zoë/你好", Permission.ADMIN, SampleSession.NOON),
        new RoleBinding("ann", Permission.VIEW, SampleSession.NOON));
  }

  private <T extends Entry> void checkKept(ProjectId project, Kind<T> kind, T one, T other) {
    assertThat(catalog().list(kind, project)).isEmpty();

    catalog().create(kind, project, one);
    catalog().create(kind, project, other);

    assertThat(catalog().find(kind, project, one.key())).contains(one);
    assertThat(catalog().get(kind, project, other.key())).isEqualTo(other);
    assertThat(catalog().list(kind, project)).containsExactlyInAnyOrder(one, other);
  }

  @Test
  @DisplayName("S-28 a taken key is refused, and nothing is overwritten")
  default void aTakenKeyIsRefused() {
    ProjectId project = SampleProject.in(this).id();
    catalog().create(Kind.AGENT, project, agent("mine", "first"));

    assertThatThrownBy(() -> catalog().create(Kind.AGENT, project, agent("mine", "second")))
        .isInstanceOfSatisfying(
            AlreadyExists.class, taken -> assertThat(taken.holder()).isEqualTo("mine"));

    assertThat(catalog().get(Kind.AGENT, project, "mine").name()).isEqualTo("first");
  }

  @Test
  @DisplayName("S-28 the same key is another's in another list and in another project")
  default void keysAreOfOneList() {
    ProjectId project = SampleProject.in(this).id();
    ProjectId other = SampleProject.in(this).id();

    catalog().create(Kind.AGENT, project, agent("mine", "here"));
    catalog().create(Kind.AGENT, other, agent("mine", "there"));
    catalog()
        .create(Kind.ROLE, project, new RoleBinding("mine", Permission.EDIT, SampleSession.NOON));

    assertThat(catalog().get(Kind.AGENT, project, "mine").name()).isEqualTo("here");
    catalog().delete(Kind.AGENT, project, "mine");
    assertThat(catalog().find(Kind.AGENT, project, "mine")).isEmpty();
    assertThat(catalog().find(Kind.ROLE, project, "mine")).isPresent();
    assertThat(catalog().get(Kind.AGENT, other, "mine").name()).isEqualTo("there");
  }

  @Test
  @DisplayName("S-28 what is kept is replaced whole, and deleted once")
  default void whatIsKeptIsReplaced() {
    ProjectId project = SampleProject.in(this).id();
    catalog().create(Kind.AGENT, project, agent("mine", "before"));

    catalog().replace(Kind.AGENT, project, agent("mine", "after"));

    assertThat(catalog().list(Kind.AGENT, project)).containsExactly(agent("mine", "after"));
    catalog().delete(Kind.AGENT, project, "mine");
    assertThatThrownBy(() -> catalog().delete(Kind.AGENT, project, "mine"))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> catalog().replace(Kind.AGENT, project, agent("mine", "again")))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> catalog().get(Kind.AGENT, project, "mine"))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("S-28 a list is in the order of its keys, character by character")
  default void aListIsInTheOrderOfItsKeys() {
    ProjectId project = SampleProject.in(this).id();
    Stream.of("b", "a-b", "B", "a", "aa", "_", "0")
        .forEach(key -> catalog().create(Kind.AGENT, project, agent(key, key)));

    assertThat(catalog().list(Kind.AGENT, project))
        .extracting(Entry::key)
        .containsExactly("0", "B", "_", "a", "a-b", "aa", "b");
  }

  @Test
  @DisplayName("S-28 nothing is kept for a project that is not there, nor after it went")
  default void nothingIsKeptWithoutItsProject() {
    ProjectId project = SampleProject.in(this).id();
    var unknown = new ProjectId("no-" + project);
    assertThatThrownBy(() -> catalog().create(Kind.AGENT, unknown, agent("mine", "lost")))
        .isInstanceOf(NotFound.class);
    catalog().create(Kind.AGENT, project, agent("mine", "kept"));
    var stored = projects().find(project).orElseThrow();

    projects().delete(project);
    projects().create(stored);

    assertThat(catalog().list(Kind.AGENT, project)).isEmpty();
  }

  private static Agent agent(String id, String name) {
    return new Agent(new AgentId(id), name, List.of("run"));
  }
}
