package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.testkit.workspace.BranchRenameContract;
import dev.agentsessions.testkit.workspace.EnvironmentsContract;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Gone;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsGit
class WorktreeEnvironmentsIT implements EnvironmentsContract, BranchRenameContract {
  @TempDir Path temp;
  private TestRepository repository;
  private LocalHost host;
  private int branches;

  @BeforeEach
  void start() {
    repository = TestRepository.at(temp.resolve("engine"));
    host = new LocalHost(temp.resolve("data"));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Override
  public Environments environments() {
    return host.environments;
  }

  @Override
  public Session possible() {
    branches++;
    return host.session(repository, "topic-" + branches);
  }

  @Override
  public Session impossible() {
    return host.session(
        new WorktreeSession(temp.resolve("missing").toString(), "topic", Optional.empty()));
  }

  @Override
  public void lose(Session session) {
    delete(host.worktree(session).directory());
  }

  @Override
  public Session readyOn(String branch) {
    return host.ready(host.session(repository, branch)).onBranch();
  }

  @Override
  public String branchOf(Session session) {
    return repository.in(host.worktree(session).directory()).git("branch", "--show-current");
  }

  @Override
  public void checkOut(Session session, String branch) {
    repository.in(host.worktree(session).directory()).git("switch", "--quiet", "--create", branch);
  }

  @Override
  public void obstruct(Session session, String branch) {
    repository.git("branch", branch);
  }

  @Override
  public void clear(Session session, String branch) {
    repository.git("branch", "--delete", branch);
  }

  @Test
  @DisplayName("W-01 a renamed branch takes its commits along, and nothing of the former is left")
  void aRenamedBranchTakesItsCommitsAlong() {
    Session session = readyOn("topic");
    Path directory = host.worktree(session).directory();
    String commit = repository.in(directory).commit("notes", "mine");
    repository.in(directory).write("draft", "unsaved");

    host.settle(BranchRenameContract.wanting(session, "other"));

    assertThat(repository.branches()).containsExactly("main", "other");
    assertThat(repository.git("rev-parse", "other")).isEqualTo(commit);
    assertThat(repository.in(directory).git("status", "--porcelain")).isEqualTo("?? draft");
  }

  @Test
  @DisplayName("S-08 a branch that was renamed is its user's, and stays when its worktree goes")
  void aRenamedBranchStays() {
    Session session = BranchRenameContract.wanting(readyOn("topic"), "other");
    host.settle(session);

    assertThat(host.release(session, Retention.DELETE)).isEqualTo(Release.DONE);

    assertThat(host.worktree(session).directory()).doesNotExist();
    assertThat(repository.branches()).containsExactly("main", "other");
  }

  private static void delete(Path directory) {
    try {
      MoreFiles.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Session active(Session session) {
    return session
        .after(LifecycleEvent.SPAWN, SampleSession.NOON)
        .after(LifecycleEvent.ACTIVATE, SampleSession.NOON);
  }

  @Test
  @DisplayName("S-01 a worktree is in the session's own folder, and called as the repository is")
  void aWorktreeIsInTheSessionsOwnFolder() {
    Session session = host.ready(host.session(repository, "feature/login"));

    Path directory = temp.resolve("data/worktrees").resolve(session.id().value()).resolve("engine");
    assertThat(session.status().run().directory()).hasValue(directory.toString());
    assertThat(repository.in(directory).git("branch", "--show-current")).isEqualTo("feature/login");
    assertThat(repository.in(directory).git("status", "--porcelain")).isEmpty();
    assertThat(directory.resolve("README")).hasContent("hello");
  }

  @Test
  @DisplayName("S-11 a worktree stays as it is when its session rests, and is there again")
  void aWorktreeStaysWhenItsSessionRests() {
    Session session = host.ready(possible());
    TestRepository worktree = repository.in(host.worktree(session).directory());
    worktree.write("notes", "unsaved");

    assertThat(host.release(session, Retention.KEEP)).isEqualTo(Release.DONE);

    assertThat(host.ensure(session)).isInstanceOf(Ready.class);
    assertThat(worktree.path().resolve("notes")).hasContent("unsaved");
  }

  @Test
  @DisplayName("L-01 another host over the same directory finds the worktree made")
  void anotherHostFindsTheWorktreeMade() {
    Session session = possible();
    EnvironmentState made = host.settle(session);
    host.close();

    try (LocalHost next = new LocalHost(temp.resolve("data"))) {
      assertThat(next.ensure(session)).isEqualTo(made);
    }
  }

  @Test
  @DisplayName("S-10 a worktree that was handed out once is never made again")
  void aLostWorktreeIsNeverMadeAgain() {
    Session session = host.ready(possible());

    delete(host.worktree(session).folder());

    String message = "there is no directory " + host.worktree(session).directory();
    assertThat(host.ensure(session))
        .isEqualTo(new Failed(new Reason("DirectoryNotFound"), message));
    assertThat(host.ensure(active(session)))
        .isEqualTo(new Gone(new Reason("DirectoryNotFound"), message));
    assertThat(environments().observe(session, OWNER)).isInstanceOf(Ready.class);
  }

  @Test
  void aRepositoryThatWentAwayIsTold() {
    Session session = active(host.ready(possible()));

    delete(repository.path());

    assertThat(host.ensure(session))
        .isInstanceOfSatisfying(
            Gone.class,
            gone ->
                assertThat(gone.message())
                    .startsWith("its repository is gone, or has forgotten it")
                    .contains(repository.path().toString()));
  }

  @Test
  void pruningTakesNothingAwayThatIsThere() {
    Session session = active(host.ready(possible()));

    repository.git("worktree", "prune", "--expire=now");

    assertThat(host.ensure(session)).isInstanceOf(Ready.class);
  }

  @Test
  void aWorktreeIsItsSessionsWhateverItsUserMadeOfIt() throws IOException {
    Session session = active(host.ready(possible()));
    Path directory = host.worktree(session).directory();
    repository.in(directory).git("switch", "--quiet", "--create", "other");
    assertThat(host.ensure(session)).isInstanceOf(Ready.class);

    Files.delete(directory.resolve(".git"));

    assertThat(host.ensure(session)).isInstanceOf(Ready.class);
  }

  @Test
  @DisplayName("L-01 asking for what is there runs no git")
  void askingForWhatIsThereRunsNoGit() throws IOException {
    Path log = Files.createFile(temp.resolve("calls"));
    Path wrapper = Script.at(temp.resolve("git"), "echo x >> " + log, "exec git \"$@\"");
    try (LocalHost watched = new LocalHost(temp.resolve("data"), wrapper)) {
      Session session = watched.ready(host.session(repository, "watched"));
      long before = Files.size(log);
      assertThat(before).isPositive();

      for (int time = 0; time < 100; time++) {
        assertThat(watched.ensure(active(session))).isInstanceOf(Ready.class);
      }

      assertThat(Files.size(log)).isEqualTo(before);
    }
  }
}
