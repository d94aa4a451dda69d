package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.io.MoreFiles;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Pending;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new worktree is like, and what is left when it cannot be made. */
@NeedsGit
class MakeWorktreeIT {
  /** Seconds, by which this program's sleepers are known from those of tests beside it. */
  private static final String SLEEP = "" + (100_000_000 + ProcessHandle.current().pid());

  /** No file system takes such a name. */
  private static final String TOO_LONG = "x".repeat(300);

  @TempDir Path temp;
  private TestRepository engine;
  private Path git;
  private LocalHost host;

  @BeforeEach
  void start() {
    engine = TestRepository.at(temp.resolve("engine"));
    git =
        Script.at(
            temp.resolve("git"),
            "case \"$*\" in *reset*) if [ -e " + slow() + " ]",
            "then touch " + started() + "; sleep " + SLEEP + "; fi;; esac",
            "exec git \"$@\"");
    host = new LocalHost(temp.resolve("data"), git);
  }

  @AfterEach
  void close() {
    host.close();
  }

  private TestRepository made(Session session) {
    return engine.in(Path.of(host.ready(session).status().run().directory().orElseThrow()));
  }

  private Failed failed(Session session) {
    return (Failed) host.settle(session);
  }

  private void assertNothingIsLeft(Session session) {
    assertThat(host.release(session, Retention.KEEP)).isEqualTo(Release.DONE);
    assertThat(host.worktree(session).folder()).doesNotExist();
    assertThat(engine.worktrees()).containsExactly(engine.path().toString());
  }

  @Test
  void aBranchThatExistsIsCheckedOut() {
    engine.git("switch", "--quiet", "--create", "topic");
    String tip = engine.commit("topic.txt", "on topic");
    engine.git("switch", "--quiet", "main");

    TestRepository worktree = made(host.session(engine, "topic", "no-such-base"));

    assertThat(worktree.git("rev-parse", "HEAD")).isEqualTo(tip);
    assertThat(worktree.path().resolve("topic.txt")).hasContent("on topic");
  }

  @Test
  void aNewBranchStartsAtItsBase() {
    String first = engine.git("rev-parse", "HEAD");
    engine.git("tag", "v1");
    engine.commit("more", "more");

    assertThat(made(host.session(engine, "of-tag", "v1")).git("rev-parse", "HEAD"))
        .isEqualTo(first);
    assertThat(made(host.session(engine, "of-commit", first)).git("rev-parse", "HEAD"))
        .isEqualTo(first);
    assertThat(made(host.session(engine, "of-branch", "main")).git("rev-parse", "HEAD"))
        .isEqualTo(engine.git("rev-parse", "main"));
  }

  @Test
  void withoutABaseANewBranchStartsWhereTheRepositoryIs() {
    engine.git("switch", "--quiet", "--create", "develop");
    String tip = engine.commit("develop.txt", "ahead of main");

    assertThat(made(host.session(engine, "topic")).git("rev-parse", "HEAD")).isEqualTo(tip);
  }

  @Test
  void withoutABaseANewBranchOfACloneStartsAtItsDefaultBranch() {
    TestRepository clone = engine.cloned(temp.resolve("clone"));
    String ahead = clone.commit("local.txt", "not pushed");
    clone.git("switch", "--quiet", "--create", "develop");
    clone.commit("develop.txt", "elsewhere");

    TestRepository worktree = made(host.session(clone, "topic"));

    assertThat(worktree.git("rev-parse", "HEAD")).isEqualTo(ahead);
  }

  @Test
  void aBranchOfTheOriginIsFollowed() {
    engine.git("branch", "shared");
    String tip = engine.git("rev-parse", "shared");
    TestRepository clone = engine.cloned(temp.resolve("clone"));
    clone.commit("local.txt", "ahead");

    TestRepository worktree = made(host.session(clone, "shared"));

    assertThat(worktree.git("rev-parse", "HEAD")).isEqualTo(tip);
    assertThat(worktree.git("rev-parse", "--abbrev-ref", "@{upstream}")).isEqualTo("origin/shared");
  }

  @Test
  void aBareRepositoryWillDo() {
    engine.git("clone", "--quiet", "--bare", ".", temp.resolve("engine.git").toString());
    Session session = host.session(engine.in(temp.resolve("engine.git")), "topic");

    TestRepository worktree = made(session);

    assertThat(worktree.path().getFileName()).hasToString("engine");
    assertThat(worktree.path().resolve("README")).hasContent("hello");
  }

  @Test
  void namesOfAllKindsWillDo() throws IOException {
    Path odd = Files.createDirectory(temp.resolve("ünï code"));
    for (String name : List.of("a b's \"repo\"", "-rf", ".hidden", "größe.git", ".git")) {
      TestRepository repository = TestRepository.at(odd.resolve("x" + name));
      Files.move(repository.path(), odd.resolve(name));

      TestRepository worktree = made(host.session(engine.in(odd.resolve(name)), "feature/ß-" + 1));

      assertThat(worktree.git("branch", "--show-current")).isEqualTo("feature/ß-1");
      Files.move(odd.resolve(name), odd.resolve("y" + name));
    }
  }

  @Test
  @DisplayName("S-01 a branch in use fails with the reason, and nothing is left")
  void aBranchInUseFails() {
    Session session = host.session(engine, "main");

    Failed failed = failed(session);

    assertThat(failed.reason()).isEqualTo(new Reason("BranchInUse"));
    assertThat(failed.message()).contains("spec.branch", engine.path().toString());
    assertNothingIsLeft(session);
    assertThat(engine.branches()).containsExactly("main");
  }

  @Test
  @DisplayName("S-01 a base that went away fails with the reason, and nothing is left")
  void aMissingBaseFails() {
    Session session = host.session(engine, "topic", "no-such-base");

    assertThat(failed(session).reason()).isEqualTo(new Reason("BranchNotFound"));

    assertNothingIsLeft(session);
    assertThat(engine.branches()).containsExactly("main");
  }

  @Test
  @DisplayName("S-01 files that cannot be written fail, and worktree and new branch are gone")
  void whatCannotBeWrittenIsRolledBack() {
    breakCheckouts();
    Session session = host.session(engine, "topic");

    Failed failed = failed(session);

    assertThat(failed.reason()).isEqualTo(new Reason("WorktreeFailed"));
    assertThat(failed.message()).startsWith("git: ");
    assertNothingIsLeft(session);
    assertThat(engine.branches()).containsExactly("main");
  }

  @Test
  @DisplayName("S-01 a branch that was there stays when its worktree cannot be made")
  void aBranchThatWasThereStays() {
    breakCheckouts();
    engine.git("branch", "topic");
    Session session = host.session(engine, "topic");

    failed(session);

    assertNothingIsLeft(session);
    assertThat(engine.branches()).containsExactly("main", "topic");
  }

  @Test
  @DisplayName("S-10 what failed can be tried again once the world allows it")
  void whatFailedCanBeTriedAgain() {
    breakCheckouts();
    Session session = host.session(engine, "topic");
    failed(session);
    host.release(session, Retention.KEEP);

    engine.git("rm", "--quiet", "--cached", TOO_LONG);
    engine.git("commit", "--quiet", "--message=shorter");

    assertThat(host.settle(session)).isInstanceOf(Ready.class);
  }

  /** Every checkout fails from now on. */
  private void breakCheckouts() {
    String file = "100644," + engine.git("rev-parse", "HEAD:README") + "," + TOO_LONG;
    engine.git("update-index", "--add", "--cacheinfo", file);
    engine.git("commit", "--quiet", "--message=long");
  }

  @Test
  @DisplayName("S-01 of two sessions that race for a branch one gets it, and the other says why")
  void oneOfTwoGetsABranch() {
    for (int round = 0; round < 10; round++) {
      String branch = "topic-" + round;
      List<Session> racing = List.of(host.session(engine, branch), host.session(engine, branch));
      racing.forEach(host::ensure);

      List<EnvironmentState> states = racing.stream().map(host::settle).toList();

      assertThat(states).hasAtLeastOneElementOfType(Ready.class);
      assertThat(states)
          .filteredOn(Failed.class::isInstance)
          .singleElement()
          .satisfies(
              lost -> assertThat(((Failed) lost).reason()).isEqualTo(new Reason("BranchInUse")));
      racing.forEach(session -> host.release(session, Retention.KEEP));
      assertThat(engine.branches()).contains(branch);
    }
    assertThat(engine.worktrees()).hasSize(1 + 10);
  }

  @Test
  void manyWorktreesOfOneRepositoryAreMadeAtOnce() {
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      sessions.add(host.session(engine, "topic-" + i));
    }

    assertThat(sessions.stream().map(host::ensure)).allMatch(Pending.class::isInstance);
    assertThat(sessions.stream().map(host::settle)).allMatch(Ready.class::isInstance);

    assertThat(engine.worktrees()).hasSize(1 + sessions.size());
  }

  @Test
  @DisplayName("S-11 a stop while files are written leaves no file, branch or process")
  void aStopWhileFilesAreWrittenLeavesNothing() throws IOException {
    Path started = slowCheckouts();
    Session session = host.session(engine, "topic");
    assertThat(host.ensure(session)).isInstanceOf(Pending.class);
    await().until(() -> Files.exists(started));

    assertThat(host.environments.release(session, LocalHost.OWNER, Retention.KEEP))
        .isEqualTo(Release.PENDING);

    assertNothingIsLeft(session);
    assertThat(engine.branches()).containsExactly("main");
    await().until(() -> writers().isEmpty());
  }

  @Test
  @DisplayName("S-08 a delete while files are written leaves nothing either")
  void aDeleteWhileFilesAreWrittenLeavesNothing() throws IOException {
    Path started = slowCheckouts();
    Session session = host.session(engine, "topic");
    host.ensure(session);
    await().until(() -> Files.exists(started));

    assertThat(host.release(session, Retention.DELETE)).isEqualTo(Release.DONE);

    assertNothingIsLeft(session);
    assertThat(engine.branches()).containsExactly("main");
  }

  @Test
  @DisplayName("X-05 closing ends the threads and processes of what is being made")
  void closingEndsWhatIsBeingMade() throws IOException {
    Path started = slowCheckouts();
    host.ensure(host.session(engine, "topic"));
    await().until(() -> Files.exists(started));

    host.close();

    await().until(() -> writers().isEmpty());
  }

  @Test
  @DisplayName("L-01 what a killed host left, and the git that it left running, are cleared first")
  void whatAKilledHostLeftIsClearedFirst() throws IOException {
    Path started = slowCheckouts();
    Session session = host.session(engine, "topic");
    Worktree worktree = host.worktree(session);
    engine.git("worktree", "add", "--no-checkout", "-b", "topic", worktree.directory().toString());
    Process stray =
        new ProcessBuilder(
                git.toString(),
                "-C",
                worktree.directory().toString(),
                "-c",
                "core.fsmonitor=false",
                "reset",
                "--hard")
            .start();
    await().until(() -> Files.exists(started));
    Files.delete(slow());

    assertThat(host.settle(session)).isInstanceOf(Ready.class);

    await().until(() -> !stray.isAlive());
    await().until(() -> writers().isEmpty());
    assertThat(engine.in(worktree.directory()).git("status", "--porcelain")).isEmpty();
    assertThat(worktree.directory().resolve("README")).hasContent("hello");
  }

  /**
   * Every checkout takes longer than a test from now on.
   *
   * @return is there as soon as one has begun
   */
  private Path slowCheckouts() throws IOException {
    Files.createFile(slow());
    return started();
  }

  private Path slow() {
    return temp.resolve("slow");
  }

  private Path started() {
    return temp.resolve("started");
  }

  /** The processes that a slow checkout waits for. */
  private static List<ProcessHandle> writers() {
    return ProcessHandle.allProcesses()
        .filter(process -> Optional.of(List.of(SLEEP)).equals(arguments(process)))
        .toList();
  }

  private static Optional<List<String>> arguments(ProcessHandle process) {
    return process.info().arguments().map(List::of);
  }

  @Test
  @DisplayName("L-01 from whatever a crash left, a worktree is made whole or cleared without trace")
  void fromWhateverACrashLeftItGoesOn() throws IOException {
    for (Leftover leftover : Leftover.values()) {
      Session goingOn = host.session(engine, "on-" + leftover);
      Session given = host.session(engine, "up-" + leftover);
      Session deleted = host.session(engine, "off-" + leftover);
      for (Session session : List.of(goingOn, given, deleted)) {
        leave(leftover, session);
      }

      assertThat(host.settle(goingOn)).as("%s", leftover).isInstanceOf(Ready.class);
      assertThat(host.release(given, Retention.KEEP)).isEqualTo(Release.DONE);
      assertThat(host.release(deleted, Retention.DELETE)).isEqualTo(Release.DONE);

      TestRepository worktree = engine.in(host.worktree(goingOn).directory());
      assertThat(worktree.git("status", "--porcelain")).isEmpty();
      assertThat(worktree.path().resolve("README")).hasContent("hello");
      assertThat(host.worktree(given).folder()).doesNotExist();
      assertThat(host.worktree(deleted).folder()).doesNotExist();
      assertThat(engine.branches()).containsOnlyOnce("on-" + leftover);
      assertThat(engine.branches()).doesNotContain("up-" + leftover, "off-" + leftover);
      assertThat(engine.worktrees())
          .contains(worktree.path().toString())
          .doesNotContain(host.worktree(given).directory().toString());
    }
  }

  /** How far a host had come when it died. */
  private enum Leftover {
    FOLDER,
    BRANCH,
    LISTED,
    SOME_FILES,
    LINK_LOST,
    REPOSITORY_FORGOT
  }

  private void leave(Leftover leftover, Session session) throws IOException {
    var git = new GitProgram(GitConfig.USUAL);
    GitRepository repository = GitRepository.in(engine.path(), git).orElseThrow();
    Worktree worktree = host.worktree(session);
    String branch = ((WorktreeSession) session.spec().kind()).branch();
    Files.createDirectories(worktree.folder());
    if (leftover == Leftover.FOLDER) {
      return;
    }
    repository.makeBranch(
        branch, repository.startOf(branch, Optional.empty()).orElseThrow(), session.id());
    if (leftover == Leftover.BRANCH) {
      return;
    }
    assertThat(repository.addWorktree(worktree.directory(), branch).succeeded()).isTrue();
    if (leftover == Leftover.LISTED) {
      return;
    }
    Files.writeString(worktree.directory().resolve("README"), "hel");
    if (leftover == Leftover.LINK_LOST) {
      Files.delete(worktree.directory().resolve(".git"));
    }
    if (leftover == Leftover.REPOSITORY_FORGOT) {
      try (Stream<Path> kept = Files.list(engine.path().resolve(".git/worktrees"))) {
        for (Path entry : kept.toList()) {
          if (Files.readString(entry.resolve("gitdir")).contains(session.id().value())) {
            MoreFiles.deleteRecursively(entry);
          }
        }
      }
    }
  }

  @Test
  @DisplayName("L-01 a branch that was left but moved since, or is somebody else's, stays")
  void aBranchThatMovedStays() {
    var git = new GitProgram(GitConfig.USUAL);
    GitRepository repository = GitRepository.in(engine.path(), git).orElseThrow();
    Session session = host.session(engine, "topic");
    repository.makeBranch(
        "topic", repository.startOf("topic", Optional.empty()).orElseThrow(), session.id());
    engine.git("switch", "--quiet", "topic");
    engine.commit("work", "work");
    engine.git("switch", "--quiet", "main");
    Session other = host.session(engine, "other");
    engine.git("branch", "other");

    assertThat(host.release(session, Retention.DELETE)).isEqualTo(Release.DONE);
    assertThat(host.release(other, Retention.DELETE)).isEqualTo(Release.DONE);

    assertThat(engine.branches()).containsExactly("main", "other", "topic");
  }
}
