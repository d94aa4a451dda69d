package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.HighestFences;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.testkit.workspace.GitWorld;
import dev.agentsessions.testkit.workspace.WorkspaceGitChangesContract;
import dev.agentsessions.testkit.workspace.WorkspaceUser;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspaceGitChanges;
import dev.agentsessions.workspace.WorkspaceRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsGit
class LocalGitChangesIT implements WorkspaceGitChangesContract {
  @TempDir Path temp;
  private GitWorlds worlds;
  private WorkspaceGitChanges changes;
  private final List<Duration> waited = new ArrayList<>();
  private Optional<Path> lock = Optional.empty();

  @BeforeEach
  void prepare() {
    worlds = new GitWorlds(temp);
    changes = new LocalGit(temp, GitTokens.NONE, this::waits).changes;
  }

  /** Whoever has the repository locked gives it up during the third wait. */
  private void waits(Duration time) {
    waited.add(time);
    if (waited.size() == 3) {
      lock.ifPresent(file -> file.toFile().delete());
    }
  }

  @Override
  public WorkspaceGitChanges changes() {
    return changes;
  }

  @Override
  public GitWorld world() {
    return worlds.next();
  }

  @Override
  public Session withoutGit() {
    try {
      return worlds.session(Files.createTempDirectory(temp, "plain"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public WorkspaceUser in(Session session) {
    return new TestRepository(((QuickSession) session.spec().kind()).location());
  }

  @Test
  @DisplayName("G-06 a repository that is locked is tried again after 1, 2 and 4 seconds")
  void aLockedRepositoryIsTriedAgain() throws IOException {
    GitWorld world = worlds.next();
    Path index = ((TestRepository) world.here()).path().resolve(".git/index.lock");
    lock = Optional.of(Files.createFile(index));
    world.here().write("new", "1");

    changes.abandon(WorkspaceRepository.of(world.session()), OWNER);

    assertThat(waited)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(world.here().git("status", "--porcelain")).isEmpty();
  }

  @Test
  @DisplayName("G-06 a repository that stays locked is told, and its lock stays")
  void aRepositoryThatStaysLockedIsTold() throws IOException {
    GitWorld world = worlds.next();
    Path index =
        Files.createFile(((TestRepository) world.here()).path().resolve(".git/index.lock"));

    assertThatThrownBy(() -> changes.abandon(WorkspaceRepository.of(world.session()), OWNER))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("locked");

    assertThat(index).exists();
    assertThat(waited).hasSize(3);
  }

  @Test
  @DisplayName("G-06 an origin that is reached in a way that is not allowed is refused")
  void anOriginThatIsNotAllowedIsRefused() {
    GitWorld world = worlds.next();
    world.here().git("checkout", "--quiet", "-b", "work");
    GitConfig config = GitConfig.USUAL;
    var git = new GitProgram(config);
    var places = new GitPlaces(WorkspaceConfig.at(temp), git);
    var remotes = new RemoteExchange(git, config, GitTokens.NONE);
    var strict =
        new LocalGitChanges(
            places, new HighestFences(), remotes, config, new LockedOut(this::waits));
    WorkspaceRepository repository = WorkspaceRepository.of(world.session());

    assertThatThrownBy(() -> strict.push(repository, OWNER, ORDER)).isInstanceOf(Unsatisfied.class);
    assertThatThrownBy(
            () -> strict.configureRemote(repository, OWNER, GitUrl.parse("file:///srv/x")))
        .isInstanceOf(Invalid.class);
    world.here().git("config", "remote.origin.url", "ext::sh -c id");
    assertThatThrownBy(() -> changes.push(repository, OWNER, ORDER))
        .isInstanceOf(Unsatisfied.class);
  }
}
