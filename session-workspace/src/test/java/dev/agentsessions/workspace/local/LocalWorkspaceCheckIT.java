package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.common.io.MoreFiles;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.testkit.workspace.WorkspaceCheckContract;
import dev.agentsessions.workspace.Checkout;
import dev.agentsessions.workspace.WorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceProblem;
import dev.agentsessions.workspace.WorkspaceProblem.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsGit
class LocalWorkspaceCheckIT implements WorkspaceCheckContract {
  @TempDir Path temp;
  private TestRepository engine;
  private LocalHost host;
  private Path directory;

  @BeforeEach
  void start() throws IOException {
    engine = TestRepository.at(temp.resolve("engine"));
    host = new LocalHost(temp.resolve("data"));
    directory = Files.createDirectory(temp.resolve("work"));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Override
  public WorkspaceCheck workspaceCheck() {
    return host.check;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Path emptyDirectory() {
    return LocalWorkspace.onDisk(() -> Files.createDirectory(temp.resolve("empty")));
  }

  @Override
  public void fill(Path directory) {
    Path unused = LocalWorkspace.onDisk(() -> Files.createFile(directory.resolve("file")));
  }

  @Override
  public void removeDirectory() {
    delete(directory);
  }

  @Override
  public String repository() {
    return engine.path().toString();
  }

  @Override
  public Path useBranch(String branch) {
    Path elsewhere = temp.resolve("elsewhere");
    engine.git("worktree", "add", "--quiet", "-b", branch, elsewhere.toString());
    return elsewhere;
  }

  @Override
  public Session resting(WorktreeSession kind) {
    return host.ready(host.session(kind));
  }

  @Override
  public void checkOut(Session session, String branch) {
    engine.in(host.worktree(session).directory()).git("switch", "--quiet", "--create", branch);
  }

  @Test
  @DisplayName("S-17 a branch that was just made and has no commit yet is not one that is gone")
  void aBranchWithoutACommitIsNotGone() {
    Session session = host.ready(host.session(engine, "topic"));
    TestRepository worktree = engine.in(host.worktree(session).directory());
    worktree.git("switch", "--quiet", "--orphan", "fresh");
    assertThat(host.check.of(session)).isEmpty();

    worktree.commit("first", "x");
    assertThat(host.check.of(session)).isEmpty();
    worktree.git("branch", "--move", "renamed");
    assertThat(host.check.of(session)).isEmpty();
    loseBranch("renamed");

    assertThat(host.check.of(session))
        .hasValueSatisfying(told -> assertThat(told.message()).contains("renamed"));
  }

  @Override
  public void loseBranch(String branch) {
    engine.git("update-ref", "-d", "refs/heads/" + branch);
  }

  @Override
  public void loseWorktree(Session session) {
    delete(host.worktree(session).directory());
  }

  @Test
  @DisplayName("W-01 a branch that others rely on is not renamed")
  void everybodysBranchIsNotRenamed() {
    engine.git("switch", "--quiet", "--create", "work");
    Session session = host.ready(host.session(engine, "main"));

    assertThat(host.check.ofRename(session, "other"))
        .hasValueSatisfying(
            told -> {
              assertThat(told.code()).isEqualTo(Code.BRANCH_FIXED);
              assertThat(told.message()).contains("main");
            });
  }

  @Test
  @DisplayName("W-01 a branch that its worktree has left is not renamed")
  void aBranchThatWasLeftIsNotRenamed() {
    Session session = host.ready(host.session(engine, "topic"));
    engine.in(host.worktree(session).directory()).git("switch", "--quiet", "--create", "mine");

    assertThat(host.check.ofRename(session, "other"))
        .hasValueSatisfying(
            told -> {
              assertThat(told.code()).isEqualTo(Code.BRANCH_FIXED);
              assertThat(told.message()).contains("mine").contains("topic");
            });
  }

  @Test
  @DisplayName("W-01 a name below a branch's is told with that branch")
  void aNameBelowABranchIsTold() {
    Session session = host.ready(host.session(engine, "topic"));

    assertThat(host.check.ofRename(session, "main/part"))
        .hasValueSatisfying(
            told ->
                assertThat(told)
                    .isEqualTo(
                        new WorkspaceProblem(
                            Code.BRANCH_CONFLICT,
                            "branch",
                            "cannot be given beside the branch main")));
  }

  private static void delete(Path directory) {
    try {
      MoreFiles.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<WorkspaceProblem> ofNew(String repository, String branch) {
    return host.check.ofNew(new WorktreeSession(repository, branch, Optional.empty()));
  }

  private Optional<WorkspaceProblem> ofNew(String branch) {
    return ofNew(repository(), branch);
  }

  @Test
  @DisplayName("S-01 a file will not do")
  void aFileWillNotDo() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    assertThat(host.check.ofNew(new QuickSession(file)))
        .hasValue(
            new WorkspaceProblem(
                Code.DIRECTORY_NOT_FOUND, "spec.location", "is not a directory: " + file));
    assertThat(ofNew(file.toString(), "topic"))
        .hasValueSatisfying(told -> assertThat(told.code()).isEqualTo(Code.NOT_GIT_REPOSITORY));
  }

  @Test
  @DisplayName("S-01 a directory that may not be read will not do")
  void aDirectoryThatMayNotBeReadWillNotDo() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("-w-------"));
    assumeFalse(Files.isReadable(directory), "root reads everything");

    assertThat(host.check.ofNew(new QuickSession(directory)))
        .hasValueSatisfying(
            told -> assertThat(told.message()).isEqualTo("is not readable: " + directory));
  }

  @Test
  @DisplayName("S-01 a repository's id is told apart from a path, and none is known yet")
  void aRepositorysIdIsToldApart() {
    assertThat(ofNew("rep-01", "topic"))
        .hasValueSatisfying(
            told -> {
              assertThat(told.field()).isEqualTo("spec.repository");
              assertThat(told.message()).contains("none has this id: rep-01");
            });
  }

  @Test
  @DisplayName("S-01 a branch that the repository itself has checked out is in use")
  void theRepositorysOwnBranchIsInUse() {
    assertThat(ofNew("main"))
        .hasValueSatisfying(
            told -> {
              assertThat(told.code()).isEqualTo(Code.BRANCH_IN_USE);
              assertThat(told.message()).endsWith(engine.path().toString());
            });
  }

  @Test
  @DisplayName("S-01 a branch whose worktree is gone is still in use, and it is said what frees it")
  void aBranchOfAWorktreeThatIsGoneIsInUse() {
    useBranch("busy");
    delete(temp.resolve("elsewhere"));

    assertThat(ofNew("busy"))
        .hasValueSatisfying(
            told -> assertThat(told.message()).contains("git worktree prune frees it"));

    engine.git("worktree", "prune");
    assertThat(ofNew("busy")).isEmpty();
  }

  @Test
  @DisplayName("S-01 a branch cannot be made where another is in the way")
  void aBranchCannotBeMadeWhereAnotherIsInTheWay() {
    engine.git("branch", "topic");
    engine.git("branch", "deep/er");

    for (String blocked : new String[] {"topic/more", "deep"}) {
      assertThat(ofNew(blocked))
          .hasValueSatisfying(
              told -> {
                assertThat(told.code()).isEqualTo(Code.BRANCH_CONFLICT);
                assertThat(told.field()).isEqualTo("spec.branch");
              });
    }
    assertThat(ofNew("deep/other")).isEmpty();
    assertThat(ofNew("deeper")).isEmpty();
  }

  @Test
  @DisplayName("S-01 a repository without any commit has nowhere to start a branch")
  void anEmptyRepositoryHasNowhereToStart() {
    TestRepository empty = TestRepository.empty(temp.resolve("empty"));

    assertThat(ofNew(empty.path().toString(), "topic"))
        .hasValueSatisfying(
            told -> {
              assertThat(told.code()).isEqualTo(Code.BRANCH_NOT_FOUND);
              assertThat(told.field()).isEqualTo("spec.base");
            });
  }

  @Test
  @DisplayName("S-10 a session whose worktree was never made starts as a new one does")
  void aSessionThatNeverRanStartsAsANewOne() {
    Session created = host.session(engine, "topic");
    assertThat(host.check.of(created)).isEmpty();

    useBranch("topic");

    assertThat(host.check.of(created))
        .hasValueSatisfying(told -> assertThat(told.code()).isEqualTo(Code.BRANCH_IN_USE));
  }

  @Test
  @DisplayName("S-10 a worktree that was made and not yet handed out is the session's own")
  void aWorktreeThatWasMadeIsTheSessionsOwn() {
    Session created = host.session(engine, "topic");
    host.settle(created);

    assertThat(host.check.of(created)).isEmpty();
  }

  @Test
  @DisplayName("S-10, S-17 a repository that went away is told, and told from a directory")
  void aRepositoryThatWentAwayIsTold() {
    Session resting = host.ready(host.session(engine, "topic"));

    delete(engine.path());

    assertThat(host.check.of(resting))
        .hasValueSatisfying(
            told -> {
              assertThat(told.code()).isEqualTo(Code.NOT_GIT_REPOSITORY);
              assertThat(told.message()).contains("its repository is gone");
            });
  }

  @Test
  @DisplayName("S-17 a branch that its user has just begun in the worktree, or none, is not amiss")
  void aBranchThatWasJustBegun() {
    Session resting = resting(new WorktreeSession(repository(), "topic", Optional.empty()));
    TestRepository worktree = new TestRepository(host.worktree(resting).directory());

    worktree.git("checkout", "--quiet", "--orphan", "begun");
    assertThat(host.check.of(resting)).isEmpty();

    worktree.git("checkout", "--quiet", "--force", "--detach", "main");
    assertThat(host.check.of(resting)).isEmpty();
  }

  @Test
  @DisplayName("P-05 a commit that is checked out has no branch, and a repository is its own")
  void aCommitThatIsCheckedOutHasNoBranch() {
    engine.git("switch", "--quiet", "--detach");

    assertThat(host.check.checkout(engine.path()))
        .hasValue(new Checkout(repository(), Optional.empty()));
  }

  @Test
  @DisplayName("S-01 without git nothing can be said, and nothing is refused for good")
  void withoutGitNothingCanBeSaid() {
    try (LocalHost without = new LocalHost(temp.resolve("data"), temp.resolve("no-git"))) {
      var worktree = new WorktreeSession(repository(), "topic", Optional.empty());

      assertThatThrownBy(() -> without.check.ofNew(worktree))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("git cannot be run");
    }
  }
}
