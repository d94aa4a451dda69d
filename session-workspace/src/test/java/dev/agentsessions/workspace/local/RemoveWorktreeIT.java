package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed with a session, and what stays because it is nowhere else. */
@NeedsGit
class RemoveWorktreeIT {
  @TempDir Path temp;
  private TestRepository origin;
  private TestRepository engine;
  private LocalHost host;
  private Session session;
  private TestRepository worktree;

  @BeforeEach
  void start() {
    origin = TestRepository.at(temp.resolve("origin"));
    engine = origin.cloned(temp.resolve("engine"));
    host = new LocalHost(temp.resolve("data"));
    session = host.ready(host.session(engine, "topic"));
    worktree = engine.in(host.worktree(session).directory());
  }

  @AfterEach
  void close() {
    host.close();
  }

  private Release remove() {
    return host.release(session, Retention.DELETE);
  }

  private void assertRemoved() {
    assertThat(host.worktree(session).folder()).doesNotExist();
    assertThat(engine.worktrees()).containsExactly(engine.path().toString());
  }

  private void assertKeptBecause(String reason) {
    Release release = remove();

    assertThat(release)
        .isInstanceOfSatisfying(
            Release.Kept.class,
            kept -> {
              assertThat(kept.directory()).isEqualTo(worktree.path().toString());
              assertThat(kept.reason()).contains(reason);
            });
    assertThat(remove()).as("asked again").isEqualTo(release);
    assertThat(worktree.path()).isDirectory();
  }

  @Test
  @DisplayName("S-08 a worktree is removed when asked, with the branch that nobody committed to")
  void anUnusedWorktreeIsRemoved() {
    assertThat(remove()).isEqualTo(Release.DONE);

    assertRemoved();
    assertThat(engine.branches()).containsExactly("main");
    assertThat(remove()).as("asked again").isEqualTo(Release.DONE);
    assertThat(engine.path().resolve("README")).hasContent("hello");
  }

  @Test
  @DisplayName("S-08 a worktree stays unless its removal is asked for")
  void aWorktreeStaysUnlessAsked() {
    assertThat(host.release(session, Retention.KEEP)).isEqualTo(Release.DONE);

    assertThat(worktree.path().resolve("README")).exists();
    assertThat(engine.worktrees()).contains(worktree.path().toString());
  }

  @Test
  @DisplayName("S-08 what was pushed may go, and its branch stays")
  void whatWasPushedMayGo() {
    worktree.commit("work", "done");
    worktree.git("push", "--quiet", "origin", "topic");

    assertThat(remove()).isEqualTo(Release.DONE);

    assertRemoved();
    assertThat(engine.branches()).containsExactly("main", "topic");
  }

  @Test
  @DisplayName("S-08 what was merged into another branch may go, and its branch stays")
  void whatWasMergedMayGo() {
    worktree.commit("work", "done");
    engine.git("merge", "--quiet", "topic");

    assertThat(remove()).isEqualTo(Release.DONE);

    assertRemoved();
    assertThat(engine.branches()).containsExactly("main", "topic");
  }

  @Test
  @DisplayName("S-08 files that git ignores are no work")
  void ignoredFilesAreNoWork() {
    origin.commit(".gitignore", "target/\n");
    engine.git("pull", "--quiet");
    worktree.git("merge", "--quiet", "main");
    worktree.write("target/output", "built");

    assertThat(remove()).isEqualTo(Release.DONE);

    assertRemoved();
  }

  @Test
  @DisplayName("S-08 a file that git does not know is kept")
  void anUntrackedFileIsKept() {
    worktree.write("notes/a\tb.txt", "mine");

    assertKeptBecause("not committed: notes/");
    assertThat(worktree.path().resolve("notes/a\tb.txt")).hasContent("mine");
  }

  @Test
  @DisplayName("S-08 changes that are not committed are kept, staged or not")
  void changesAreKept() {
    worktree.write("README", "changed");
    assertKeptBecause("not committed: README");

    worktree.git("add", "README");
    assertKeptBecause("not committed: README");

    worktree.git("checkout", "HEAD", "--", "README");
    worktree.git("rm", "--quiet", "README");
    assertKeptBecause("not committed: README");
  }

  @Test
  void manyChangesAreCounted() {
    for (int i = 0; i < 5; i++) {
      worktree.write("new-" + i, "x");
    }

    assertKeptBecause("not committed: new-0, new-1, new-2 and 2 more");
  }

  @Test
  @DisplayName("S-08 commits that were not pushed are kept")
  void commitsAreKept() {
    worktree.commit("work", "done");
    worktree.commit("more", "done");

    assertKeptBecause("not pushed and on no other branch: 2 commits");
  }

  @Test
  @DisplayName("S-08 commits on no branch at all are kept")
  void commitsOnNoBranchAreKept() {
    worktree.git("switch", "--quiet", "--detach");
    worktree.commit("work", "done");

    assertKeptBecause("not pushed and on no other branch: 1 commits");
  }

  @Test
  @DisplayName("S-08 commits on another branch made in the worktree are kept")
  void commitsOnAnotherBranchAreKept() {
    worktree.git("switch", "--quiet", "--create", "second");
    worktree.commit("work", "done");

    assertKeptBecause("not pushed and on no other branch");
  }

  @Test
  @DisplayName("S-08 a rebase under way is kept")
  void aRebaseUnderWayIsKept() throws IOException {
    worktree.commit("README", "mine");
    worktree.git("push", "--quiet", "origin", "topic");
    Path rebase = Path.of(worktree.git("rev-parse", "--absolute-git-dir"), "rebase-merge");
    Files.createDirectory(rebase);

    assertKeptBecause("a rebase is under way");
  }

  @Test
  @DisplayName("S-08 a repository of the user's own in place of the worktree is kept")
  void aRepositoryInItsPlaceIsKept() throws IOException {
    Files.delete(worktree.path().resolve(".git"));
    worktree.git("init", "--quiet", "--initial-branch=main");
    worktree.git("add", ".");
    worktree.git("commit", "--quiet", "--message", "mine");
    worktree.git("branch", "other");

    assertKeptBecause("it is not a worktree of " + engine.path());
  }

  @Test
  @DisplayName("S-08 what its repository has forgotten is kept")
  void whatItsRepositoryForgotIsKept() throws IOException {
    Path away = temp.resolve("away");
    Files.move(worktree.path(), away);
    engine.git("worktree", "prune", "--expire=now");
    Files.move(away, worktree.path());

    assertKeptBecause("it is not a worktree of " + engine.path());
  }

  @Test
  @DisplayName("S-08 a worktree whose repository is gone is kept")
  void aWorktreeWithoutItsRepositoryIsKept() throws IOException {
    MoreFiles.deleteRecursively(engine.path());

    assertKeptBecause("it is not a worktree of " + engine.path());
  }

  @Test
  @DisplayName("S-08 a worktree that git cannot look at is kept")
  void whatGitCannotLookAtIsKept() {
    Path broken =
        Script.at(
            temp.resolve("git"),
            "case \"$*\" in *'status --porcelain'*) echo 'fatal: disk on fire' >&2; exit 128;;"
                + " esac",
            "exec git \"$@\"");
    try (LocalHost next = new LocalHost(temp.resolve("data"), broken)) {
      assertThat(next.release(session, Retention.DELETE))
          .isEqualTo(
              new Release.Kept(
                  worktree.path().toString(),
                  "it cannot be told whether there is work in it: git: disk on fire"));
    }
  }

  @Test
  @DisplayName("S-08 a worktree that was not made here is never removed")
  void aWorktreeThatWasNotMadeHereStays() {
    Path elsewhere = temp.resolve("elsewhere");
    engine.git("worktree", "add", "--quiet", "-b", "mine", elsewhere.toString());
    Session imported = host.session(engine, "mine").in(elsewhere.toString());
    assertThat(host.ensure(imported)).isInstanceOf(Ready.class);

    assertThat(host.release(imported, Retention.DELETE))
        .isEqualTo(new Release.Kept(elsewhere.toString(), "it was not made by this host"));

    assertThat(elsewhere.resolve("README")).exists();
  }

  @Test
  @DisplayName("S-08 a link in place of the worktree is not followed")
  void aLinkIsNotFollowed() throws IOException {
    MoreFiles.deleteRecursively(worktree.path());
    Files.createSymbolicLink(worktree.path(), engine.path());

    remove();

    assertThat(engine.path().resolve("README")).hasContent("hello");
    assertThat(engine.path().resolve(".git")).isDirectory();
  }

  @Test
  @DisplayName("S-08 of a worktree that its user removed the rest goes")
  void ofAWorktreeThatIsGoneTheRestGoes() throws IOException {
    MoreFiles.deleteRecursively(worktree.path());

    assertThat(remove()).isEqualTo(Release.DONE);

    assertRemoved();
    assertThat(engine.branches()).containsExactly("main");
  }

  @Test
  @DisplayName("L-06 a removal that was cut off is finished, at whatever point")
  void aRemovalThatWasCutOffIsFinished() throws IOException {
    Worktree place = host.worktree(session);
    Consumer<Path> files = path -> path.resolve("README").toFile().delete();
    Files.move(place.directory(), place.removed());
    files.accept(place.removed());

    assertThat(remove()).isEqualTo(Release.DONE);

    assertRemoved();
    assertThat(engine.branches()).containsExactly("main");
  }

  @Test
  void whatSomebodyPutBesideAWorktreeStays() throws IOException {
    Path note = Files.writeString(host.worktree(session).folder().resolve("note"), "mine");

    remove();

    assertThat(note).hasContent("mine");
    assertThat(worktree.path()).doesNotExist();
  }
}
