package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.workspace.DiffBase;
import dev.agentsessions.workspace.GitChange;
import dev.agentsessions.workspace.GitChange.Kind;
import dev.agentsessions.workspace.GitDiff;
import dev.agentsessions.workspace.GitFileDiff;
import dev.agentsessions.workspace.GitStatus;
import dev.agentsessions.workspace.MergeStatus;
import dev.agentsessions.workspace.WorkspaceGit;
import dev.agentsessions.workspace.WorkspaceRepository;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What all {@link WorkspaceGit} promise, against real repositories. */
public interface WorkspaceGitContract {
  WorkspaceGit git();

  /** Another one with each call. */
  GitWorld world();

  /** A session whose workspace is a directory without git. */
  Session withoutGit();

  private static WorkspaceRepository of(GitWorld world) {
    return WorkspaceRepository.of(world.session());
  }

  @Test
  @DisplayName("G-01 a workspace that is no repository says so, and nothing else")
  default void noRepositoryIsNotInitialized() {
    assertThat(git().status(WorkspaceRepository.of(withoutGit()))).isEqualTo(GitStatus.NONE);
  }

  @Test
  @DisplayName("G-01 a fresh clone has a branch, a remote and no changes")
  default void aFreshCloneHasNoChanges() {
    GitStatus status = git().status(of(world()));

    assertThat(status.initialized()).isTrue();
    assertThat(status.branch()).contains("main");
    assertThat(status.remoteUrl()).isPresent();
    assertThat(status.hasChanges()).isFalse();
    assertThat(status.ahead()).hasValue(0);
    assertThat(status.behind()).hasValue(0);
  }

  @Test
  @DisplayName("G-01 the address of the remote is told without credentials")
  default void theRemoteIsToldWithoutCredentials() {
    GitWorld world = world();
    world.here().git("remote", "set-url", "origin", "https://ada:s3cret@example.org/engine.git");

    assertThat(git().status(of(world)).remoteUrl()).contains("https://example.org/engine.git");
  }

  @Test
  @DisplayName("G-01 files and lines that differ from the last commit are counted, staged or not")
  default void differencesAreCounted() {
    GitWorld world = world();
    world.here().commit("old", "1\n2\n3\n");
    world.here().commit("both", "1\n2\n");
    world.here().git("rm", "--quiet", "old");
    world.here().write("both", "1\n2\n3\n");
    world.here().git("add", "both");
    world.here().write("both", "1\n3\n4\n");
    world.here().write("new in a folder/of its own", "1\n2\n");
    world.here().write("staged", "1\n");
    world.here().git("add", "staged");
    world.here().write(".git/info/exclude", "ignored\n");
    world.here().write("ignored", "1\n");

    GitStatus status = git().status(of(world));

    assertThat(status.filesAdded()).isEqualTo(2);
    assertThat(status.filesRemoved()).isEqualTo(1);
    assertThat(status.uncommittedFiles()).isEqualTo(4);
    assertThat(status.totalAdded()).isEqualTo(2 + 2 + 1);
    assertThat(status.totalRemoved()).isEqualTo(3 + 1);
    assertThat(status.hasChanges()).isTrue();
  }

  @Test
  @DisplayName("G-01 commits that only one side has are counted as ahead and behind")
  default void commitsOfOneSideAreCounted() {
    GitWorld world = world();
    world.elsewhere().commit("theirs", "1");
    world.elsewhere().git("push", "--quiet", "origin", "main");
    world.here().commit("ours", "1");
    world.here().commit("ours", "2");
    world.here().git("fetch", "--quiet");

    GitStatus status = git().status(of(world));

    assertThat(status.ahead()).hasValue(2);
    assertThat(status.behind()).hasValue(1);
  }

  @Test
  @DisplayName("G-01 a commit that is checked out is no branch, and follows none")
  default void aDetachedCommitIsNoBranch() {
    GitWorld world = world();
    world.here().git("checkout", "--quiet", "--detach");

    GitStatus status = git().status(of(world));

    assertThat(status.branch()).isEmpty();
    assertThat(status.ahead()).isEmpty();
  }

  @Test
  @DisplayName("G-01 before the first commit every file is new")
  default void beforeTheFirstCommitEveryFileIsNew() {
    GitWorld world = world();
    world.here().git("checkout", "--quiet", "--orphan", "fresh");

    GitStatus status = git().status(of(world));

    assertThat(status.branch()).contains("fresh");
    assertThat(status.filesAdded()).isEqualTo(1);
    assertThat(git().diff(of(world), DiffBase.HEAD).files())
        .extracting(GitChange::path)
        .containsExactly("README");
  }

  @Test
  @DisplayName("G-02 a diff against the last commit has each file, new ones too, and totals")
  default void aDiffHasEachFile() {
    GitWorld world = world();
    world.here().commit("changed", "1\n2\n");
    world.here().write("changed", "1\n3\n4\n");
    world.here().git("rm", "--quiet", "README");
    world.here().write("-new.txt", "1\n2\n");
    world.here().write("binary", "a\0b");

    GitDiff diff = git().diff(of(world), DiffBase.HEAD);

    assertThat(diff.files())
        .containsExactly(
            new GitChange("-new.txt", Kind.ADDED, 2, 0, false),
            new GitChange("README", Kind.REMOVED, 0, 1, false),
            new GitChange("binary", Kind.ADDED, 0, 0, true),
            new GitChange("changed", Kind.MODIFIED, 2, 1, false));
    assertThat(diff.fileCount()).isEqualTo(4);
    assertThat(diff.totalAdded()).isEqualTo(4);
    assertThat(diff.totalRemoved()).isEqualTo(2);
    assertThat(diff.base()).isEqualTo(world.here().git("rev-parse", "HEAD"));
  }

  @Test
  @DisplayName("G-02 the base is a merge base, a branch, a commit or the fork point")
  default void theBaseHasManyForms() {
    GitWorld world = world();
    String first = world.here().git("rev-parse", "HEAD");
    world.here().git("checkout", "--quiet", "-b", "work");
    world.here().commit("ours", "1\n");
    world.here().git("checkout", "--quiet", "main");
    world.here().commit("theirs", "1\n");
    world.here().git("checkout", "--quiet", "work");
    world.here().write("README", "hello\nworld\n");

    assertThat(paths(world, "merge-base:main")).containsExactly("README", "ours");
    assertThat(paths(world, "main")).containsExactly("README", "ours", "theirs");
    assertThat(paths(world, first)).containsExactly("README", "ours");
    assertThat(paths(world, "HEAD")).containsExactly("README");
    assertThat(paths(world, "fork-point")).containsExactly("README", "ours");
  }

  private List<String> paths(GitWorld world, String base) {
    return git().diff(of(world), DiffBase.parse(base)).files().stream()
        .map(GitChange::path)
        .toList();
  }

  @Test
  @DisplayName("G-02 the base is resolved on each call")
  default void theBaseIsResolvedOnEachCall() {
    GitWorld world = world();
    world.here().git("branch", "base");
    world.here().commit("one", "1\n");
    assertThat(paths(world, "base")).containsExactly("one");

    world.here().git("branch", "--force", "base", "HEAD");

    assertThat(paths(world, "base")).isEmpty();
  }

  @Test
  @DisplayName("G-02 a base that is none is refused, and says so")
  default void anUnknownBaseIsRefused() {
    GitWorld world = world();
    WorkspaceRepository repository = of(world);

    assertThatThrownBy(() -> git().diff(repository, DiffBase.parse("nowhere")))
        .isInstanceOfSatisfying(
            Unsatisfied.class, refused -> assertThat(refused.field()).isEqualTo("base"));
    assertThatThrownBy(() -> git().diff(repository, DiffBase.parse("merge-base:nowhere")))
        .isInstanceOf(Unsatisfied.class);
    assertThatThrownBy(() -> DiffBase.parse("--output=/tmp/x")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> DiffBase.parse("merge-base:-x")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> git().diff(WorkspaceRepository.of(withoutGit()), DiffBase.FORK_POINT))
        .isInstanceOf(Unsatisfied.class);
  }

  @Test
  @DisplayName("G-02 one file is told with as many lines around its changes as asked for")
  default void oneFileIsToldWithContext() {
    GitWorld world = world();
    world.here().commit("file", "1\n2\n3\n4\n5\n");
    world.here().write("file", "1\n2\nthree\n4\n5\n");

    GitFileDiff narrow = git().diff(of(world), DiffBase.HEAD, "file", 0);
    GitFileDiff wide = git().diff(of(world), DiffBase.HEAD, "file", 1);

    assertThat(narrow.change()).isEqualTo(new GitChange("file", Kind.MODIFIED, 1, 1, false));
    assertThat(narrow.patch()).contains("@@ -3 +3 @@").endsWith("\n-3\n+three\n");
    assertThat(wide.patch()).endsWith(" 2\n-3\n+three\n 4\n");
    assertThat(wide.whole()).isTrue();
  }

  @Test
  @DisplayName("G-02 a file that git does not know is told as new")
  default void aNewFileIsTold() {
    GitWorld world = world();
    world.here().write("a folder/-new", "1\n2\n");

    GitFileDiff diff = git().diff(of(world), DiffBase.FORK_POINT, "a folder/-new", 3);

    assertThat(diff.change().kind()).isEqualTo(Kind.ADDED);
    assertThat(diff.patch()).contains("new file mode").endsWith("+1\n+2\n");
    assertThat(world.here().git("status", "--porcelain")).isEqualTo("?? \"a folder/\"");
  }

  @Test
  @DisplayName("G-02 a file without difference has none to tell, and no path leaves the repository")
  default void otherPathsAreRefused() {
    GitWorld world = world();
    WorkspaceRepository repository = of(world);
    world.here().write("folder/new", "1\n");

    for (String path : List.of("README", "folder", "missing", "*")) {
      assertThatThrownBy(() -> git().diff(repository, DiffBase.HEAD, path, 3))
          .as(path)
          .isInstanceOf(NotFound.class);
    }
    for (String path :
        List.of("", "/etc/passwd", "../x", "a/../../x", ".git/config", "a/.GIT/b", "a//b", "a\0")) {
      assertThatThrownBy(() -> git().diff(repository, DiffBase.HEAD, path, 3))
          .as(path)
          .isInstanceOf(Invalid.class);
    }
    assertThatThrownBy(() -> git().diff(repository, DiffBase.HEAD, "README", -1))
        .isInstanceOf(Invalid.class);
  }

  @Test
  @DisplayName("G-03 branches are listed sorted, here and at the remote, without HEAD")
  default void branchesAreListed() {
    GitWorld world = world();
    world.here().git("branch", "zoo");
    world.here().git("branch", "feature/a");
    world.elsewhere().git("push", "--quiet", "origin", "main:theirs");
    world.here().git("fetch", "--quiet");
    world.here().git("remote", "set-head", "origin", "main");

    var branches = git().branches(of(world));

    assertThat(branches.current()).contains("main");
    assertThat(branches.local()).containsExactly("feature/a", "main", "zoo");
    assertThat(branches.remote()).containsExactly("origin/main", "origin/theirs");
  }

  @Test
  @DisplayName("G-04 merge status names the files that both sides changed, and changes nothing")
  default void mergeStatusChangesNothing() {
    GitWorld world = world();
    world.here().git("checkout", "--quiet", "-b", "work");
    world.here().commit("README", "ours\n");
    world.here().git("checkout", "--quiet", "-b", "other", "main");
    world.here().commit("README", "theirs\n");
    world.here().git("branch", "easy", "main");
    world.here().git("checkout", "--quiet", "work");
    world.here().write("README", "not committed\n");
    String before = everything(world);

    MergeStatus status = git().mergeStatus(of(world), "other");
    MergeStatus easy = git().mergeStatus(of(world), "easy");

    assertThat(status).isEqualTo(new MergeStatus("other", List.of("README"), 1, 1));
    assertThat(status.canMerge()).isFalse();
    assertThat(easy).isEqualTo(new MergeStatus("easy", List.of(), 1, 0));
    assertThat(everything(world)).isEqualTo(before);
    assertThatThrownBy(() -> git().mergeStatus(of(world), "nowhere"))
        .isInstanceOf(Unsatisfied.class);
    assertThatThrownBy(() -> git().mergeStatus(of(world), "--output=x"))
        .isInstanceOf(Invalid.class);
  }

  /** What a call without side effect leaves as it was. */
  private static String everything(GitWorld world) {
    return world.here().git("status", "--porcelain=v2", "--branch")
        + world.here().git("for-each-ref")
        + world.here().git("count-objects", "--verbose")
        + world.here().git("rev-parse", "HEAD");
  }

  @Test
  default void aRepositoryThatTheSessionDoesNotHaveIsNotFound() {
    var other = new WorkspaceRepository(world().session(), Optional.of("other"));

    assertThatThrownBy(() -> git().status(other)).isInstanceOf(NotFound.class);
  }
}
