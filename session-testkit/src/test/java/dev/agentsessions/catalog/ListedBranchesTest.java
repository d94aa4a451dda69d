package dev.agentsessions.catalog;

import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.memory.InMemoryStore;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspaceRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ListedBranchesTest {
  private static final GitUrl ENGINE = GitUrl.parse("https://example.org/team/engine.git");

  private final InMemoryStore store = new InMemoryStore(MicrosecondClock.system());
  private final ProtectedBranches branches = new ListedBranches(store.catalog(), store.projects());

  private void registered(String id, Optional<GitUrl> origin, String... protectedBranches) {
    store
        .catalog()
        .create(
            Kind.REPOSITORY,
            DEFAULT,
            new Repository(
                new RepositoryId(id),
                id,
                Path.of("/srv", id),
                origin.map(
                    url ->
                        new RepositoryOrigin(
                            url,
                            new Owner(OwnerScope.IDENTITY_ACCOUNT, "ann"),
                            new NodeId("nod-1"))),
                new RepositorySettings(
                    Map.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(List.of(protectedBranches))),
                SampleSession.NOON));
  }

  private void projectSays(String... protectedBranches) {
    store
        .projects()
        .change(
            DEFAULT,
            new ProjectSettings(
                Optional.empty(),
                ProjectSettings.NONE.limits(),
                false,
                Optional.of(List.of(protectedBranches))));
  }

  private static WorkspaceRepository session(SessionKind kind, Optional<String> name) {
    return new WorkspaceRepository(
        new SampleSession(new SessionId("ses-1"), DEFAULT, "sample").kind(kind).build(), name);
  }

  private List<String> ofClone(String url) {
    var kind =
        new AgenticSession(
            List.of(
                SourceRepository.of(GitUrl.parse("https://example.org/team/other")),
                new SourceRepository(GitUrl.parse(url), "main", "engine", false, Optional.empty())),
            Optional.empty());
    return branches.of(session(kind, Optional.of("engine")));
  }

  @Test
  @DisplayName(
      "G-03 a repository's protected branches go before its project's, and those before ours")
  void theNearestSettingHolds() {
    var kind = new WorktreeSession("/srv/rep-1", "topic", Optional.empty());
    assertThat(branches.of(session(kind, Optional.empty())))
        .containsExactly("main", "master", "develop");

    projectSays("stable");
    assertThat(branches.of(session(kind, Optional.empty()))).containsExactly("stable");

    registered("rep-1", Optional.empty(), "release");
    assertThat(branches.of(session(kind, Optional.empty()))).containsExactly("release");
  }

  @Test
  @DisplayName("G-03 a clone of a repository in the project's list is protected as that one is")
  void aCloneOfAKnownRepository() {
    projectSays("stable");
    registered("rep-1", Optional.of(ENGINE), "release");
    registered("rep-2", Optional.empty(), "local");

    assertThat(ofClone("https://example.org/team/engine.git")).containsExactly("release");
    assertThat(ofClone("git@Example.org:team/engine")).containsExactly("release");
    assertThat(ofClone("/srv/rep-2")).containsExactly("local");
    assertThat(ofClone("https://example.org/team/engine2")).containsExactly("stable");
    assertThat(ofClone("https://example.org:8443/team/engine")).containsExactly("stable");
    assertThat(branches.of(DEFAULT, ENGINE)).containsExactly("release");
  }

  @Test
  @DisplayName("G-03 of several entries for one repository each protects, also from the other")
  void severalEntriesForOneRepository() {
    registered("rep-1", Optional.of(ENGINE), "release");
    registered("rep-2", Optional.of(ENGINE), "stable", "release");
    registered("rep-3", Optional.of(ENGINE));

    assertThat(ofClone(ENGINE.toString())).containsExactlyInAnyOrder("release", "stable");
  }
}
