package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.catalog.RepositoryOrigin;
import dev.agentsessions.catalog.RepositorySettings;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.RepositoryClones;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What all {@link RepositoryClones} promise. */
public interface RepositoryClonesContract {
  RepositoryId ID = new RepositoryId("rep-1");

  /** The same ones during a test. */
  RepositoryClones clones();

  /** A remote that is there; its name is {@code engine}. */
  GitUrl remote();

  /** One that is not; its name is {@code engine}, too. */
  GitUrl away();

  /** Whether a clone is there, whole. */
  boolean isThere(Repository repository);

  /** Leaves something in a clone that is nowhere else. */
  void work(Repository repository);

  /** As it is stored before it is cloned. */
  default Repository wanted(GitUrl url) {
    return new Repository(
        ID,
        "Engine",
        clones().place(ID, url),
        Optional.of(
            new RepositoryOrigin(
                url, new Owner(OwnerScope.IDENTITY_ACCOUNT, "ann"), new NodeId("nod-1"))),
        RepositorySettings.NONE,
        SampleSession.NOON);
  }

  @Test
  @DisplayName("G-09 a repository is cloned to its place, and only once")
  default void aRepositoryIsCloned() {
    Repository repository = wanted(remote());
    assertThat(repository.path()).isAbsolute();
    assertThat(repository.path().toString()).endsWith("/rep-1/engine");
    assertThat(isThere(repository)).isFalse();

    clones().make(ProjectId.DEFAULT, repository);
    clones().make(ProjectId.DEFAULT, repository);

    assertThat(isThere(repository)).isTrue();
    assertThat(clones().hold(repository)).isEmpty();
  }

  @Test
  @DisplayName("G-09 of a remote that is away nothing is made, and the next attempt may succeed")
  default void aRemoteThatIsAway() {
    Repository repository = wanted(away());

    assertThatThrownBy(() -> clones().make(ProjectId.DEFAULT, repository))
        .isInstanceOf(RemoteFailed.class);

    assertThat(isThere(repository)).isFalse();
    Repository other = wanted(remote());
    clones().make(ProjectId.DEFAULT, other);
    assertThat(isThere(other)).isTrue();
  }

  @Test
  @DisplayName("G-09 a clone is removed, also one that is not there")
  default void aCloneIsRemoved() {
    Repository repository = wanted(remote());
    clones().remove(ID);
    clones().make(ProjectId.DEFAULT, repository);

    clones().clear(ID);
    assertThat(isThere(repository)).isTrue();
    clones().remove(ID);
    clones().remove(ID);

    assertThat(isThere(repository)).isFalse();
    clones().make(ProjectId.DEFAULT, repository);
    assertThat(isThere(repository)).isTrue();
  }

  @Test
  @DisplayName("G-09 a clone says what it has that is nowhere else")
  default void aCloneSaysWhatItHolds() {
    Repository repository = wanted(remote());
    clones().make(ProjectId.DEFAULT, repository);

    work(repository);

    assertThat(clones().hold(repository)).isPresent();
  }

  @Test
  @DisplayName("G-06 an address that is not allowed is refused before anything runs")
  default void anAddressThatIsNotAllowed() {
    assertThatThrownBy(() -> clones().place(ID, GitUrl.parse("http://example.org/a/engine.git")))
        .isInstanceOfSatisfying(
            Invalid.class, refused -> assertThat(refused.field()).isEqualTo("url"));
  }
}
