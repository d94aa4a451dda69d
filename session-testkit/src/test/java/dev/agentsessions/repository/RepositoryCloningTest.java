package dev.agentsessions.repository;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryClone;
import dev.agentsessions.catalog.RepositoryClone.State;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.catalog.RepositorySettings;
import dev.agentsessions.catalog.RepositorySource;
import dev.agentsessions.catalog.RepositorySource.Directory;
import dev.agentsessions.catalog.RepositorySource.Remote;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.HeldWorktree;
import dev.agentsessions.operation.KnownRepository;
import dev.agentsessions.operation.RepositoryOperations;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Fixed;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotEmpty;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskElsewhere;
import dev.agentsessions.task.TaskState;
import dev.agentsessions.workspace.CloneProgress;
import dev.agentsessions.workspace.CloneProgress.Step;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import dev.agentsessions.workspace.GitUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryCloningTest {
  private static final GitUrl URL = GitUrl.parse("https://example.org/team/engine.git");

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final RepositoryOperations repositories = host.get(RepositoryOperations.class);

  private Repository create() {
    return repositories
        .create(ANN, DEFAULT, Optional.empty(), new Remote(URL), RepositorySettings.NONE)
        .repository();
  }

  private RepositoryClone state(Repository repository) {
    return repositories.get(ANN, DEFAULT, repository.id()).state().orElseThrow();
  }

  private Task task(String name) {
    return world.tasks.list(DEFAULT, Optional.of(TaskState.PENDING), 10).stream()
        .filter(task -> task.work().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void makeClone() throws TaskElsewhere {
    host.get(ClonesRepositories.class).run(task(ClonesRepositories.NAME));
  }

  private void removeClone() throws TaskElsewhere {
    host.get(RemovesClones.class).run(task(RemovesClones.NAME));
  }

  @Test
  @DisplayName("G-09 a repository with a URL is there at once, and its clone when its task is done")
  void aRepositoryIsCloned() throws TaskElsewhere {
    Repository repository = create();

    assertThat(repository.name()).isEqualTo("engine");
    assertThat(repository.origin().orElseThrow().owner().id()).isEqualTo(ANN.id());
    assertThat(state(repository).state()).isEqualTo(State.CLONING);
    assertThat(world.clones.isMade(repository.path())).isFalse();
    assertThat(task(ClonesRepositories.NAME).work().key()).isEqualTo(repository.key());

    world.clones.during(() -> assertThat(state(repository).state()).isEqualTo(State.CLONING));
    makeClone();

    assertThat(state(repository).state()).isEqualTo(State.READY);
    assertThat(world.clones.isMade(repository.path())).isTrue();
    assertThat(repositories.list(ANN, DEFAULT)).hasSize(1);
  }

  @Test
  @DisplayName("G-09 how far a clone is can be read while it is made, anew every two seconds")
  void howFarAClone() throws TaskElsewhere {
    Repository repository = create();
    List<String> read = new ArrayList<>();
    world.clones.telling(
        progress -> {
          Instant since = state(repository).at();
          for (int percent = 10; percent <= 100; percent += 10) {
            host.ticker.advance(Duration.ofMillis(900));
            world.clock.advance(Duration.ofMillis(900));
            progress.accept(new CloneProgress(Step.RECEIVING, percent));
            read.add(state(repository).message().orElse("nothing"));
            assertThat(state(repository).state()).isEqualTo(State.CLONING);
            assertThat(state(repository).at()).isEqualTo(since);
          }
        });

    makeClone();

    assertThat(read.stream().distinct())
        .containsExactly(
            "nothing",
            "receiving objects, 30 %",
            "receiving objects, 60 %",
            "receiving objects, 90 %");
    assertThat(state(repository).message()).isEmpty();
  }

  @Test
  @DisplayName("G-09 how far a clone is that stands still can be read, too")
  void howFarOneThatStandsStill() throws TaskElsewhere {
    Repository repository = create();
    var half = new CloneProgress(Step.RECEIVING, 50);
    world.clones.telling(
        progress -> {
          progress.accept(half);
          assertThat(state(repository).message()).isEmpty();
          host.ticker.advance(ProgressNotes.EVERY);
          progress.accept(half);
          assertThat(state(repository).message()).hasValue(half.inWords());
        });

    makeClone();

    assertThat(state(repository).state()).isEqualTo(State.READY);
  }

  @Test
  @DisplayName("G-09 how far a clone is does not bring back one that was forgotten meanwhile")
  void howFarAForgottenClone() throws TaskElsewhere {
    Repository repository = create();
    world.clones.telling(
        progress -> {
          repositories.delete(ANN, DEFAULT, repository.id(), false);
          host.ticker.advance(ProgressNotes.EVERY);
          progress.accept(new CloneProgress(Step.RECEIVING, 50));
        });

    makeClone();

    assertThat(world.catalog.find(Kind.CLONE, DEFAULT, repository.key()))
        .get()
        .extracting(RepositoryClone::state)
        .isEqualTo(State.REMOVING);
  }

  @Test
  @DisplayName("G-09 a clone that fails says why, and the next attempt may succeed")
  void aCloneThatFails() throws TaskElsewhere {
    Repository repository = create();
    world.clones.lose(URL);

    assertThatThrownBy(this::makeClone).isInstanceOf(RemoteFailed.class);

    assertThat(state(repository).state()).isEqualTo(State.FAILED);
    assertThat(state(repository).message()).contains("git: the remote is away");
    world.clones.restore(URL);
    makeClone();
    assertThat(state(repository).state()).isEqualTo(State.READY);
    assertThat(state(repository).message()).isEmpty();
  }

  @Test
  @DisplayName("G-09 a host that starts goes on with what was stored and not enqueued")
  void aHostGoesOn() throws TaskElsewhere {
    Repository repository = create();
    world.tasks.cancel(task(ClonesRepositories.NAME).id());

    host.get(UnfinishedClones.class).hostStarted();
    host.get(UnfinishedClones.class).hostStarted();
    makeClone();

    assertThat(state(repository).state()).isEqualTo(State.READY);
    repositories.delete(ANN, DEFAULT, repository.id(), true);
    world.tasks.cancel(task(RemovesClones.NAME).id());
    host.get(UnfinishedClones.class).hostStarted();
    removeClone();
    assertThat(world.catalog.list(Kind.REPOSITORY, DEFAULT)).isEmpty();
  }

  @Test
  @DisplayName("G-09 the clone of one machine is another's to leave alone")
  void anotherMachinesClone() {
    Repository repository = create();
    TestHost other = TestHost.elsewhere("other", world);
    Task task = task(ClonesRepositories.NAME);
    world.tasks.cancel(task.id());

    other.get(UnfinishedClones.class).hostStarted();

    assertThat(world.tasks.list(DEFAULT, Optional.empty(), 10)).isEmpty();
    assertThatThrownBy(() -> other.get(ClonesRepositories.class).run(task))
        .isInstanceOf(TaskElsewhere.class);
    assertThat(world.clones.isMade(repository.path())).isFalse();
  }

  @Test
  @DisplayName("G-09 name and settings may change while it is cloned, and neither change is lost")
  void changesMeanwhile() throws TaskElsewhere {
    Repository repository = create();
    world.clones.during(
        () ->
            repositories.update(
                ANN,
                DEFAULT,
                repository.id(),
                Optional.of("Engine"),
                new Remote(URL),
                RepositorySettings.NONE));

    makeClone();

    KnownRepository known = repositories.get(ANN, DEFAULT, repository.id());
    assertThat(known.repository().name()).isEqualTo("Engine");
    assertThat(known.repository().origin()).isEqualTo(repository.origin());
    assertThat(known.state().orElseThrow().state()).isEqualTo(State.READY);
  }

  @Test
  @DisplayName("G-09 where a repository is, and comes from, never changes")
  void whereItIsNeverChanges() {
    Repository repository = create();
    GitUrl other = GitUrl.parse("https://example.org/other.git");

    for (RepositorySource source : List.of(new Remote(other), new Directory(Path.of("/srv")))) {
      assertThatThrownBy(
              () ->
                  repositories.update(
                      ANN,
                      DEFAULT,
                      repository.id(),
                      Optional.empty(),
                      source,
                      RepositorySettings.NONE))
          .isInstanceOf(Invalid.class);
    }
  }

  @Test
  @DisplayName("G-06 a URL that is not allowed here is refused, and nothing is stored")
  void aUrlThatIsNotAllowed() {
    for (String url : List.of("file:///srv/x", "http://example.org/x", "/srv/x")) {
      assertThatThrownBy(
              () ->
                  repositories.create(
                      ANN,
                      DEFAULT,
                      Optional.empty(),
                      new Remote(GitUrl.parse(url)),
                      RepositorySettings.NONE))
          .isInstanceOfSatisfying(
              Invalid.class, refused -> assertThat(refused.field()).isEqualTo("url"));
    }

    assertThat(world.catalog.list(Kind.REPOSITORY, DEFAULT)).isEmpty();
    assertThat(world.tasks.list(DEFAULT, Optional.empty(), 10)).isEmpty();
  }

  @Test
  @DisplayName("G-09 sessions may name a repository once it is cloned, and not before")
  void sessionsOnAClone() throws TaskElsewhere {
    Repository repository = create();
    var wanted =
        CreateSession.of(
            SessionSpec.of(new WorktreeSession(repository.key(), "topic", Optional.empty())));

    assertThatThrownBy(() -> host.sessions().create(ANN, DEFAULT, wanted))
        .isInstanceOfSatisfying(
            Unsatisfied.class,
            refused -> {
              assertThat(refused.field()).isEqualTo("spec.repository");
              assertThat(refused.problem()).isEqualTo("is not cloned yet: cloning");
            });

    makeClone();
    world.workspaces.addRepository(repository.path().toString(), "main");
    Session session = host.sessions().create(ANN, DEFAULT, wanted);
    world.workspaces.useBranch(repository.path().toString(), "topic", Path.of("/data/w/engine"));
    assertThat(repositories.worktrees(ANN, DEFAULT, repository.id()))
        .extracting(HeldWorktree::session)
        .containsExactly(Optional.of(session.id()));
    assertThatThrownBy(() -> repositories.delete(ANN, DEFAULT, repository.id(), true))
        .isInstanceOf(NotEmpty.class);
    assertThat(state(repository).state()).isEqualTo(State.READY);
  }

  @Test
  @DisplayName("G-09 a forgotten repository keeps its files unless they were asked to go")
  void forgotten() throws TaskElsewhere {
    Repository kept = create();
    makeClone();
    repositories.delete(ANN, DEFAULT, kept.id(), false);
    assertThat(world.clones.isMade(kept.path())).isTrue();
    assertThat(world.catalog.list(Kind.CLONE, DEFAULT)).isEmpty();

    Repository removed = create();
    makeClone();
    repositories.delete(ANN, DEFAULT, removed.id(), true);

    assertThat(repositories.list(ANN, DEFAULT)).isEmpty();
    assertThatThrownBy(() -> state(removed)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> repositories.delete(ANN, DEFAULT, removed.id(), true))
        .isInstanceOf(NotFound.class);
    removeClone();
    assertThat(world.clones.isMade(removed.path())).isFalse();
    assertThat(world.catalog.list(Kind.REPOSITORY, DEFAULT)).isEmpty();
    assertThat(world.catalog.list(Kind.CLONE, DEFAULT)).isEmpty();
  }

  @Test
  @DisplayName("G-09 files that somebody may still want do not go")
  void filesThatSomebodyMayWant() throws TaskElsewhere {
    Repository repository = create();
    makeClone();
    RepositoryId id = repository.id();
    repositories.delete(ANN, DEFAULT, id, true);
    world.clones.fill(id, "commits of its own");

    removeClone();

    assertThat(world.clones.isMade(repository.path())).isTrue();
    assertThat(state(repository).state()).isEqualTo(State.READY);
    assertThat(state(repository).message())
        .contains("not removed, it still has commits of its own");
    assertThatThrownBy(() -> repositories.delete(ANN, DEFAULT, id, true))
        .isInstanceOf(NotEmpty.class)
        .hasMessageContaining("commits of its own");
  }

  @Test
  @DisplayName("G-09 a repository that is forgotten while it is cloned goes with its files")
  void forgottenWhileCloning() throws TaskElsewhere {
    Repository repository = create();
    world.clones.during(() -> repositories.delete(ANN, DEFAULT, repository.id(), false));

    makeClone();
    removeClone();

    assertThat(world.clones.isMade(repository.path())).isFalse();
    assertThat(world.catalog.list(Kind.REPOSITORY, DEFAULT)).isEmpty();
    assertThat(world.catalog.list(Kind.CLONE, DEFAULT)).isEmpty();
    makeClone(); // its task runs once more
    assertThat(world.catalog.list(Kind.CLONE, DEFAULT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("G-09 files of a repository that was there are nobody's to remove")
  void filesThatWereThere(boolean files) {
    Path path = Path.of("/srv/repo");
    world.workspaces.useBranch(path.toString(), "main", path);
    Repository noted =
        repositories
            .create(ANN, DEFAULT, Optional.empty(), new Directory(path), RepositorySettings.NONE)
            .repository();

    if (files) {
      assertThatThrownBy(() -> repositories.delete(ANN, DEFAULT, noted.id(), true))
          .isInstanceOf(Fixed.class);
    } else {
      repositories.delete(ANN, DEFAULT, noted.id(), false);
    }

    assertThat(repositories.list(ANN, DEFAULT)).hasSize(files ? 1 : 0);
    assertThat(world.tasks.list(DEFAULT, Optional.empty(), 10)).isEmpty();
  }
}
