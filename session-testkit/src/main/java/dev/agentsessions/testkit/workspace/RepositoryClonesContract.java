package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

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
import dev.agentsessions.workspace.CloneProgress;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.RepositoryClones;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What all {@link RepositoryClones} promise. */
public interface RepositoryClonesContract {
  RepositoryId ID = new RepositoryId("rep-1");

  /** The same ones during a test. */
  RepositoryClones clones();

  /** A remote that is there; its name is {@code engine}. */
  GitUrl remote();

  /** The same one, by a way on which it takes some time. */
  GitUrl far();

  /** One that is not; its name is {@code engine}, too. */
  GitUrl away();

  /** Whether a clone is there, whole. */
  boolean isThere(Repository repository);

  /** Makes a clone; nobody wants to know how far it is. */
  default void make(Repository repository) {
    clones().make(ProjectId.DEFAULT, repository, progress -> {});
  }

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

    make(repository);
    make(repository);

    assertThat(isThere(repository)).isTrue();
    assertThat(clones().hold(repository)).isEmpty();
  }

  @Test
  @DisplayName("G-09 whoever has a repository cloned is told how far it is, on the same thread")
  default void howFarItIs() {
    List<CloneProgress> told = new ArrayList<>();
    Set<Thread> threads = new HashSet<>();
    Repository repository = wanted(far());

    clones()
        .make(
            ProjectId.DEFAULT,
            repository,
            progress -> {
              assertThat(isThere(repository)).isFalse();
              threads.add(Thread.currentThread());
              told.add(progress);
            });
    clones().make(ProjectId.DEFAULT, repository, again -> fail("it is made"));

    assertThat(threads).containsExactly(Thread.currentThread());
    assertThat(told)
        .isNotEmpty()
        .isSortedAccordingTo(
            Comparator.comparing(CloneProgress::step).thenComparingInt(CloneProgress::percent));
  }

  @Test
  @DisplayName("G-09 an attempt that is told to end while it says how far it is leaves nothing")
  default void toldToEnd() {
    Repository repository = wanted(far());
    var enough = new IllegalStateException("enough");

    assertThatThrownBy(
            () ->
                clones()
                    .make(
                        ProjectId.DEFAULT,
                        repository,
                        progress -> {
                          throw enough;
                        }))
        .isSameAs(enough);

    assertThat(isThere(repository)).isFalse();
    make(repository);
    assertThat(isThere(repository)).isTrue();
  }

  @Test
  @DisplayName("G-09 of a remote that is away nothing is made, and the next attempt may succeed")
  default void aRemoteThatIsAway() {
    Repository repository = wanted(away());

    assertThatThrownBy(() -> make(repository)).isInstanceOf(RemoteFailed.class);

    assertThat(isThere(repository)).isFalse();
    Repository other = wanted(remote());
    make(other);
    assertThat(isThere(other)).isTrue();
  }

  @Test
  @DisplayName("G-09 a clone is removed, also one that is not there")
  default void aCloneIsRemoved() {
    Repository repository = wanted(remote());
    clones().remove(ID);
    make(repository);

    clones().clear(ID);
    assertThat(isThere(repository)).isTrue();
    clones().remove(ID);
    clones().remove(ID);

    assertThat(isThere(repository)).isFalse();
    make(repository);
    assertThat(isThere(repository)).isTrue();
  }

  @Test
  @DisplayName("G-09 a clone says what it has that is nowhere else")
  default void aCloneSaysWhatItHolds() {
    Repository repository = wanted(remote());
    make(repository);

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
