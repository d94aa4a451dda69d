package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.ParkedWork;
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

  private void assertParked(String reason) {
    Release parked =
        new Release.Parked(engine.path().toString(), ParkedWork.ref(session.id()), reason);
    assertThat(remove()).isEqualTo(parked);
    assertThat(remove()).as("asked again").isEqualTo(parked);
    assertRemoved();
  }

  /** A file as it was parked. */
  private String parked(String file) {
    return engine.git("cat-file", "-p", ParkedWork.ref(session.id()) + ":" + file);
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
  @DisplayName("G-07 folders that git ignores are no work, single files are")
  void ignoredFoldersAreNoWork() {
    origin.commit(".gitignore", "target/\n*.env\n");
    engine.git("pull", "--quiet");
    worktree.git("merge", "--quiet", "main");
    worktree.write("target/output", "built");
    worktree.write("settings/local.env", "mine");

    assertParked("ignored: settings/local.env");
    assertThat(parked("settings/local.env")).isEqualTo("mine");
    assertThat(engine.git("ls-tree", "--name-only", ParkedWork.ref(session.id())).lines())
        .containsExactly(".gitignore", "README", "settings");
  }

  @Test
  @DisplayName("G-07 a file that git does not know is parked, and a stash brings it back")
  void anUntrackedFileIsParked() {
    worktree.write("notes/a\tb.txt", "mine");

    assertParked("not committed: notes/");
    engine.git("stash", "apply", ParkedWork.ref(session.id()));
    assertThat(engine.path().resolve("notes/a\tb.txt")).hasContent("mine");
  }

  @Test
  @DisplayName("G-07 what is staged and what is not are parked apart")
  void changesAreParked() {
    worktree.write("README", "staged");
    worktree.git("add", "README");
    worktree.write("README", "changed");

    assertParked("not committed: README");
    assertThat(parked("README")).isEqualTo("changed");
    assertThat(engine.git("cat-file", "-p", ParkedWork.ref(session.id()) + "^2:README"))
        .isEqualTo("staged");
  }

  @Test
  @DisplayName("G-07 a file that was removed is parked as removed")
  void aRemovalIsParked() {
    worktree.git("rm", "--quiet", "README");

    assertParked("not committed: README");
    assertThat(engine.git("ls-tree", ParkedWork.ref(session.id()))).isEmpty();
  }

  @Test
  @DisplayName("G-07 changes of a file that the index is told not to look at are parked")
  void whatTheIndexOverlooksIsParked() {
    worktree.write("more", "x");
    worktree.git("update-index", "--assume-unchanged", "README");
    worktree.write("README", "changed");

    assertParked("not committed: more");
    assertThat(parked("README")).isEqualTo("changed");
  }

  @Test
  void manyChangesAreCounted() {
    for (int i = 0; i < 5; i++) {
      worktree.write("new-" + i, "x");
    }

    assertParked("not committed: new-0, new-1, new-2 and 2 more");
  }

  @Test
  @DisplayName("G-07 commits that were not pushed are parked")
  void commitsAreParked() {
    worktree.commit("work", "done");
    String last = worktree.commit("more", "done");

    assertParked("not pushed and on no other branch: 2 commits up to HEAD");
    assertThat(engine.git("rev-parse", ParkedWork.ref(session.id()) + "^1")).isEqualTo(last);
  }

  @Test
  @DisplayName("G-07 commits on no branch at all are parked, also those that HEAD has left")
  void commitsOnNoBranchAreParked() {
    worktree.git("switch", "--quiet", "--detach");
    String left = worktree.commit("work", "done");
    worktree.git("reset", "--quiet", "--hard", "HEAD^");
    String last = worktree.commit("other", "done");

    assertParked("not pushed and on no other branch: 1 commits up to HEAD");
    assertThat(engine.git("rev-parse", ParkedWork.ref(session.id()) + "^1")).isEqualTo(last);
    assertThat(engine.git("rev-parse", ParkedWork.commitsRef(session.id()) + "^1")).isEqualTo(left);
  }

  @Test
  @DisplayName("G-07 commits on another branch made in the worktree are parked")
  void commitsOnAnotherBranchAreParked() {
    worktree.git("switch", "--quiet", "--create", "second");
    worktree.commit("work", "done");

    assertParked("not pushed and on no other branch: 1 commits up to HEAD");
  }

  @Test
  @DisplayName("G-07 a merge with conflicts is parked as it stands")
  void aConflictIsParked() {
    worktree.commit("README", "mine");
    engine.commit("README", "theirs");
    worktree.write("staged", "x");
    worktree.git("add", "staged");
    worktree.git("stash", "--quiet");
    worktree.tries("merge", "--quiet", "main");
    worktree.tries("stash", "pop", "--quiet", "--index");

    assertParked("a merge is under way");
    assertThat(parked("README")).contains("<<<<<<<").contains("mine").contains("theirs");
  }

  @Test
  @DisplayName("G-07 a rebase under way is parked, with what it had put aside")
  void aRebaseUnderWayIsParked() {
    worktree.commit("README", "mine");
    engine.commit("README", "theirs");
    worktree.write("aside", "put aside");
    worktree.git("add", "aside");
    worktree.tries("rebase", "--autostash", "main");

    assertParked("a rebase is under way");
    String aside = engine.git("rev-parse", ParkedWork.commitsRef(session.id()) + "^1");
    assertThat(engine.git("cat-file", "-p", aside + ":aside")).isEqualTo("put aside");
  }

  @Test
  @DisplayName("G-07 a worktree with another repository in it is kept")
  void aRepositoryInsideIsKept() {
    TestRepository.at(worktree.path().resolve("inner"));

    assertKeptBecause("there is another repository in it");
    assertThat(worktree.path().resolve("inner/README")).exists();
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
  @DisplayName("G-07 a worktree whose work cannot be parked is kept")
  void whatCannotBeParkedIsKept() {
    worktree.write("notes", "mine");
    Path broken =
        Script.at(
            temp.resolve("git"),
            "case \"$*\" in *write-tree*) echo 'fatal: disk on fire' >&2; exit 128;; esac",
            "exec git \"$@\"");
    try (LocalHost next = new LocalHost(temp.resolve("data"), broken)) {
      assertThat(next.release(session, Retention.DELETE))
          .isEqualTo(
              new Release.Kept(
                  worktree.path().toString(), "its work cannot be parked: git: disk on fire"));
    }
    assertThat(worktree.path().resolve("notes")).hasContent("mine");

    assertParked("not committed: notes");
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
