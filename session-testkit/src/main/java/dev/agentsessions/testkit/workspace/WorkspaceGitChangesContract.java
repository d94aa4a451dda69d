package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.StaleFence;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.SourceRepository.Output;
import dev.agentsessions.workspace.CommitOrder;
import dev.agentsessions.workspace.GitException;
import dev.agentsessions.workspace.GitIdentity;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.PullResult;
import dev.agentsessions.workspace.PushResult;
import dev.agentsessions.workspace.WorkspaceGitChanges;
import dev.agentsessions.workspace.WorkspaceRepository;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What all {@link WorkspaceGitChanges} promise, against real repositories with real remotes. */
public interface WorkspaceGitChangesContract {
  Fence OWNER = new Fence(3);
  GitIdentity GRACE = new GitIdentity("Grace", "grace@example.org");

  /** Commits as Grace, and protects what is usually protected. */
  CommitOrder ORDER =
      new CommitOrder(
          Optional.of("Do it"), Optional.of(GRACE), List.of("main", "master", "develop"));

  /** The same ones during a test. */
  WorkspaceGitChanges changes();

  /** Another one with each call. */
  GitWorld world();

  /** A session whose workspace is a directory without git. */
  Session withoutGit();

  /** Who works in that. */
  WorkspaceUser in(Session session);

  private static WorkspaceRepository of(GitWorld world) {
    return WorkspaceRepository.of(world.session());
  }

  private GitWorld on(String branch) {
    GitWorld world = world();
    world.here().git("checkout", "--quiet", "-b", branch);
    return world;
  }

  private static void refused(Class<? extends Exception> how, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(how);
  }

  @Test
  @DisplayName("G-03 a branch is made at a commit, and one that exists is refused")
  default void aBranchIsMade() {
    GitWorld world = world();
    String first = world.here().git("rev-parse", "HEAD");
    world.here().commit("second", "2");

    changes().createBranch(of(world), OWNER, "feature/a", Optional.empty());
    changes().createBranch(of(world), OWNER, "old", Optional.of(first));

    assertThat(world.here().git("rev-parse", "feature/a"))
        .isEqualTo(world.here().git("rev-parse", "HEAD"));
    assertThat(world.here().git("rev-parse", "old")).isEqualTo(first);
    assertThat(world.here().git("branch", "--show-current")).isEqualTo("main");
    refused(
        AlreadyExists.class,
        () -> changes().createBranch(of(world), OWNER, "old", Optional.empty()));
    refused(
        Unsatisfied.class,
        () -> changes().createBranch(of(world), OWNER, "feature", Optional.empty()));
    refused(
        Unsatisfied.class,
        () -> changes().createBranch(of(world), OWNER, "new", Optional.of("nowhere")));
  }

  @Test
  @DisplayName("G-06 names and starts of branches that git might take for options are refused")
  default void namesThatMightBeOptionsAreRefused() {
    WorkspaceRepository repository = of(world());

    for (String name : List.of("-f", "--force", "a..b", "a b", "HEAD", "a.lock", "", "a\nb")) {
      refused(
          Invalid.class, () -> changes().createBranch(repository, OWNER, name, Optional.empty()));
    }
    for (String from : List.of("-f", "--all", "a b", "a\nb")) {
      refused(
          Invalid.class, () -> changes().createBranch(repository, OWNER, "x", Optional.of(from)));
    }
  }

  @Test
  @DisplayName("G-03 a push commits everything, as whom it says, and the branch follows its remote")
  default void aPushCommitsEverything() {
    GitWorld world = on("work");
    world.here().write("new/-file", "1\n");
    world.here().write("README", "changed\n");
    world.here().commit("gone", "1\n");
    world.here().git("rm", "--quiet", "--cached", "gone");
    world.here().write(".git/info/exclude", "ignored\n/gone\n");
    world.here().write("ignored", "1\n");

    PushResult result = changes().push(of(world), OWNER, ORDER);

    String commit = world.here().git("rev-parse", "HEAD");
    assertThat(result).isEqualTo(new PushResult("work", Optional.of(commit), true));
    assertThat(world.origin().git("rev-parse", "work")).isEqualTo(commit);
    assertThat(world.origin().git("log", "-1", "--format=%an %ae %cn %s", "work"))
        .isEqualTo("Grace grace@example.org Grace Do it");
    assertThat(world.origin().git("ls-tree", "-r", "--name-only", "work").lines())
        .containsExactly("README", "new/-file");
    assertThat(world.here().git("status", "--porcelain", "--branch"))
        .isEqualTo("## work...origin/work");
  }

  @Test
  @DisplayName("G-03 a push of what the remote has already says that nothing changed")
  default void aPushOfNothingSaysSo() {
    GitWorld world = on("work");
    world.here().commit("file", "1");
    assertThat(changes().push(of(world), OWNER, ORDER).pushed()).isTrue();

    PushResult again = changes().push(of(world), OWNER, ORDER);

    assertThat(again).isEqualTo(new PushResult("work", Optional.empty(), false));
  }

  @Test
  @DisplayName("G-03 nothing is pushed to a protected branch, and nothing committed to it")
  default void protectedBranchesAreRefused() {
    GitWorld world = world();
    world.here().write("new", "1");
    String before = world.here().git("rev-parse", "HEAD");

    refused(GitException.ProtectedBranch.class, () -> changes().push(of(world), OWNER, ORDER));
    refused(
        GitException.ProtectedBranch.class, () -> changes().synchronize(of(world), OWNER, ORDER));

    assertThat(world.here().git("rev-parse", "HEAD")).isEqualTo(before);
    assertThat(world.origin().git("rev-parse", "main")).isEqualTo(before);
    changes()
        .push(of(world), OWNER, new CommitOrder(Optional.empty(), Optional.of(GRACE), List.of()));
    assertThat(world.origin().git("rev-parse", "main")).isNotEqualTo(before);
  }

  @Test
  @DisplayName("G-03 R-A28 an output gets the branch that it wants, and is not followed")
  default void anOutputIsPushedTo() {
    GitWorld world = on("work");
    GitWorld other = world();
    GitUrl url = GitUrl.parse(other.here().git("remote", "get-url", "origin"));
    world.here().write("new", "1");

    PushResult pushed = changes().push(of(world), OWNER, to(new Output(url, "from/agents")));

    assertThat(pushed.branch()).isEqualTo("from/agents");
    String head = world.here().git("rev-parse", "HEAD");
    assertThat(other.origin().git("rev-parse", "from/agents")).isEqualTo(head);
    assertThat(world.origin().git("branch", "--list", "work", "from/agents")).isEmpty();
    assertThat(world.here().git("for-each-ref", "--format=%(upstream)", "refs/heads/work"))
        .isEmpty();
    refused(
        GitException.ProtectedBranch.class,
        () -> changes().push(of(world), OWNER, to(new Output(url, "main"))));
    assertThat(changes().push(of(world), OWNER, to(new Output(url, "from/agents"))).pushed())
        .isFalse();
  }

  private static CommitOrder to(Output output) {
    return new CommitOrder(
        ORDER.message(), ORDER.author(), ORDER.protectedBranches(), Optional.of(output));
  }

  @Test
  @DisplayName("G-03 a push without a branch, a remote or an end of a merge is refused")
  default void otherPushesAreRefused() {
    GitWorld detached = world();
    detached.here().git("checkout", "--quiet", "--detach");
    refused(GitException.WrongState.class, () -> changes().push(of(detached), OWNER, ORDER));

    GitWorld alone = on("work");
    alone.here().git("remote", "remove", "origin");
    alone.here().write("new", "1");
    refused(GitException.WrongState.class, () -> changes().push(of(alone), OWNER, ORDER));
    assertThat(alone.here().git("status", "--porcelain")).isEqualTo("?? new");

    GitWorld merging = on("work");
    merging.here().commit("file", "1");
    merging.here().git("checkout", "--quiet", "-b", "other", "main");
    merging.here().commit("other", "1");
    merging.here().git("merge", "--no-commit", "--no-ff", "work");
    refused(GitException.WrongState.class, () -> changes().push(of(merging), OWNER, ORDER));
  }

  @Test
  @DisplayName("G-03 a push does not take away what others have pushed")
  default void aPushTakesNothingAway() {
    GitWorld world = on("work");
    world.here().commit("ours", "1");
    world.elsewhere().git("checkout", "--quiet", "-b", "work");
    String theirs = world.elsewhere().commit("theirs", "1");
    world.elsewhere().git("push", "--quiet", "origin", "work");

    refused(GitException.WrongState.class, () -> changes().push(of(world), OWNER, ORDER));

    assertThat(world.origin().git("rev-parse", "work")).isEqualTo(theirs);
  }

  @Test
  @DisplayName("G-03 a pull takes over what the remote has, if nothing has to be given up")
  default void aPullGoesForward() {
    GitWorld world = world();
    String theirs = pushedElsewhere(world, "theirs", "1\n");
    world.here().write("untracked", "1");

    PullResult result = changes().pull(of(world), OWNER);

    assertThat(result).isEqualTo(new PullResult("main", theirs, true));
    assertThat(world.here().git("rev-parse", "HEAD")).isEqualTo(theirs);
    assertThat(world.here().git("status", "--porcelain")).isEqualTo("?? untracked");
    assertThat(changes().pull(of(world), OWNER).changed()).isFalse();
  }

  private static String pushedElsewhere(GitWorld world, String file, String text) {
    String commit = world.elsewhere().commit(file, text);
    world.elsewhere().git("push", "--quiet", "origin", "HEAD:main");
    return commit;
  }

  @Test
  @DisplayName("G-03 a pull over changes, into both sides' commits or without a branch is refused")
  default void otherPullsChangeNothing() {
    GitWorld world = world();
    pushedElsewhere(world, "README", "theirs\n");
    String before = world.here().git("rev-parse", "HEAD");

    world.here().write("README", "ours\n");
    refused(GitException.WrongState.class, () -> changes().pull(of(world), OWNER));
    assertThat(world.here().git("status", "--porcelain")).isEqualTo("M README");

    world.here().git("checkout", "--quiet", "--detach", "--force");
    refused(GitException.WrongState.class, () -> changes().pull(of(world), OWNER));
    assertThat(world.here().git("rev-parse", "HEAD")).isEqualTo(before);

    world.here().git("checkout", "--quiet", "main");
    String ours = world.here().commit("ours", "1");
    refused(GitException.WrongState.class, () -> changes().pull(of(world), OWNER));
    assertThat(world.here().git("rev-parse", "HEAD")).isEqualTo(ours);
  }

  @Test
  @DisplayName("G-04 a synchronization puts everything on top of what the remote has")
  default void aSynchronizationExchangesEverything() {
    GitWorld world = world();
    String theirs = pushedElsewhere(world, "theirs", "1\n");
    world.here().commit("ours", "1\n");
    world.here().write("more", "1\n");
    var order = new CommitOrder(Optional.empty(), Optional.of(GRACE), List.of());

    PushResult result = changes().synchronize(of(world), OWNER, order);

    assertThat(result.pushed()).isTrue();
    assertThat(world.origin().git("rev-parse", "main"))
        .isEqualTo(world.here().git("rev-parse", "HEAD"));
    assertThat(world.here().git("rev-parse", "HEAD~2")).isEqualTo(theirs);
    assertThat(world.here().git("ls-files").lines())
        .containsExactly("README", "more", "ours", "theirs");
    assertThat(world.here().git("status", "--porcelain")).isEmpty();
  }

  @Test
  @DisplayName("G-04 a conflict is undone and its files are named")
  default void aConflictIsUndone() {
    GitWorld world = world();
    String theirs = pushedElsewhere(world, "README", "theirs\n");
    world.here().write("README", "ours\n");
    var order = new CommitOrder(Optional.empty(), Optional.of(GRACE), List.of());

    assertThatThrownBy(() -> changes().synchronize(of(world), OWNER, order))
        .isInstanceOfSatisfying(
            GitException.Conflict.class,
            conflict -> assertThat(conflict.files()).containsExactly("README"));

    assertThat(world.here().git("status", "--porcelain", "--branch"))
        .isEqualTo("## main...origin/main [ahead 1, behind 1]");
    assertThat(world.here().git("show", "HEAD:README")).isEqualTo("ours");
    assertThat(world.origin().git("rev-parse", "main")).isEqualTo(theirs);
  }

  @Test
  @DisplayName("G-04 another remote replaces origin, with all that was said of it")
  default void aRemoteIsReplaced() {
    GitWorld world = world();
    world.here().git("config", "remote.origin.pushurl", "https://example.org/old.git");
    GitUrl url = GitUrl.parse("https://example.org/new.git");

    changes().configureRemote(of(world), OWNER, url);

    assertThat(world.here().git("remote", "get-url", "--push", "origin"))
        .isEqualTo("https://example.org/new.git");
    assertThat(world.here().git("config", "remote.origin.fetch"))
        .isEqualTo("+refs/heads/*:refs/remotes/origin/*");
    assertThat(world.here().git("branch", "--show-current")).isEqualTo("main");
  }

  @Test
  @DisplayName("G-04 a remote makes a repository where there is none")
  default void aRemoteMakesARepository() {
    Session session = withoutGit();
    WorkspaceRepository repository = WorkspaceRepository.of(session);
    refused(Unsatisfied.class, () -> changes().push(repository, OWNER, ORDER));

    changes().configureRemote(repository, OWNER, GitUrl.parse("git@example.org:ada/new.git"));

    assertThat(in(session).git("remote", "get-url", "origin"))
        .isEqualTo("git@example.org:ada/new.git");
  }

  @Test
  @DisplayName("G-04 abandoning gives up what is not committed, and keeps what git ignores")
  default void abandoningGivesUpWhatIsNotCommitted() {
    GitWorld world = world();
    world.here().write(".git/info/exclude", "ignored\n");
    world.here().write("ignored", "1");
    world.here().write("new/file", "1");
    world.here().write("staged", "1");
    world.here().git("add", "staged");
    world.here().git("rm", "--quiet", "README");

    changes().abandon(of(world), OWNER);

    assertThat(world.here().git("status", "--porcelain", "--ignored")).isEqualTo("!! ignored");
    assertThat(world.here().git("show", ":README")).isEqualTo("hello");
  }

  @Test
  @DisplayName("L-02 who was replaced meanwhile changes nothing")
  default void aStaleFenceIsRefused() {
    GitWorld world = world();
    changes().createBranch(of(world), OWNER, "first", Optional.empty());

    refused(
        StaleFence.class,
        () -> changes().createBranch(of(world), new Fence(2), "second", Optional.empty()));

    assertThat(world.here().git("branch", "--list", "second")).isEmpty();
  }
}
