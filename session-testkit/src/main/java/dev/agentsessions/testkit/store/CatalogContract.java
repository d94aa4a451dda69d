package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.catalog.Entry;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryClone;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.catalog.RepositoryOrigin;
import dev.agentsessions.catalog.RepositorySettings;
import dev.agentsessions.catalog.RoleBinding;
import dev.agentsessions.catalog.Webhook;
import dev.agentsessions.catalog.WebhookId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.secret.SealedSecret;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.workspace.GitUrl;
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
        List.of(
            new Agent(new AgentId("mine"), FullSample.TEXT, List.of("run", FullSample.TEXT, "")),
            new Agent(new AgentId("shell"), "Shell", List.of())));
    checkKept(
        project,
        Kind.REPOSITORY,
        List.of(
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
                SampleSession.NOON),
            new Repository(
                new RepositoryId("rep-3"),
                "cloned",
                Path.of("/data/repositories/rep-3/engine"),
                Optional.of(
                    new RepositoryOrigin(
                        GitUrl.parse("git@example.org:team/engine.git"),
                        new Owner(OwnerScope.IDENTITY_ACCOUNT, FullSample.TEXT),
                        new NodeId("nod-1"))),
                RepositorySettings.NONE,
                SampleSession.NOON)));
    checkKept(
        project,
        Kind.CLONE,
        List.of(
            new RepositoryClone(
                new RepositoryId("rep-3"),
                RepositoryClone.State.FAILED,
                Optional.of(FullSample.TEXT),
                SampleSession.NOON),
            new RepositoryClone(
                new RepositoryId("rep-4"), RepositoryClone.State.READY, SampleSession.NOON)));
    checkKept(
        project,
        Kind.WEBHOOK,
        List.of(
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
                SampleSession.NOON)));
    checkKept(
        project,
        Kind.ROLE,
        List.of(
            new RoleBinding("Zoë/你好", Permission.ADMIN, SampleSession.NOON),
            new RoleBinding("ann", Permission.VIEW, SampleSession.NOON)));
  }

  private <T extends Entry> void checkKept(ProjectId project, Kind<T> kind, List<T> entries) {
    assertThat(catalog().list(kind, project)).isEmpty();

    for (T entry : entries) {
      catalog().create(kind, project, entry);
    }

    for (T entry : entries) {
      assertThat(catalog().find(kind, project, entry.key())).contains(entry);
      assertThat(catalog().get(kind, project, entry.key())).isEqualTo(entry);
    }
    assertThat(catalog().list(kind, project)).containsExactlyInAnyOrderElementsOf(entries);
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
