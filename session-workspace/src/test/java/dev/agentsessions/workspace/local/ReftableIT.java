package dev.agentsessions.workspace.local;

import static dev.agentsessions.testkit.workspace.WorkspaceGitChangesContract.ORDER;
import static dev.agentsessions.testkit.workspace.WorkspaceGitChangesContract.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.GitException.WrongState;
import dev.agentsessions.workspace.ParkedWork;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspaceRepository;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository whose references are in tables, not in files; skipped before git 2.45. */
@NeedsGit
class ReftableIT {
  @TempDir Path temp;
  private LocalHost host;
  private TestRepository engine;
  private Session session;
  private TestRepository worktree;

  @BeforeEach
  void start() {
    host = new LocalHost(temp.resolve("data"));
    engine = new TestRepository(temp.resolve("engine"));
    new TestRepository(temp).tries("init", "-q", "-b", "main", "--ref-format=reftable", "engine");
    assumeTrue(engine.path().resolve(".git/reftable").toFile().isDirectory(), "git is too old");
    engine.commit("README", "hello");
    session = host.ready(host.session(engine, "topic"));
    worktree = engine.in(host.worktree(session).directory());
  }

  @AfterEach
  void close() {
    host.close();
  }

  private Optional<String> branch() {
    return host.settle(session) instanceof EnvironmentState.Ready ready
        ? ready.branch()
        : Optional.empty();
  }

  @Test
  @DisplayName("G-08 a branch that is changed is noticed, although no file tells it")
  void aBranchThatIsChanged() {
    assertThat(branch()).contains("topic");

    worktree.git("switch", "--quiet", "--create", "feature/login");
    assertThat(branch()).contains("feature/login");

    worktree.git("switch", "--quiet", "--detach");
    assertThat(branch()).isEmpty();
  }

  private TestRepository origin() {
    TestRepository origin = engine.bare(temp.resolve("origin.git"));
    worktree.git("remote", "add", "origin", origin.path().toString());
    return origin;
  }

  @Test
  @DisplayName("G-01, G-03 its status, branches and commits are told and made")
  void itIsUsedAsAnyOther() {
    var local = new LocalGit(temp.resolve("data"));
    var repository = WorkspaceRepository.of(session);
    TestRepository origin = origin();
    worktree.write("notes", "mine");

    assertThat(local.looks.status(repository).branch()).contains("topic");
    assertThat(local.looks.status(repository).filesAdded()).isEqualTo(1);
    assertThat(local.looks.branches(repository).current()).contains("topic");
    assertThat(local.looks.branches(repository).local()).containsExactly("main", "topic");
    assertThat(local.changes.push(repository, OWNER, ORDER).branch()).isEqualTo("topic");
    assertThat(origin.git("show", "topic:notes")).isEqualTo("mine");
  }

  @Test
  @DisplayName("G-03 what is under way is seen, although its sign is no file")
  void whatIsUnderWay() {
    worktree.commit("README", "mine");
    engine.commit("README", "theirs");
    worktree.tries("cherry-pick", "main");
    worktree.git("checkout", "--quiet", "--ours", "README");
    worktree.git("add", "README");
    TestRepository origin = origin();
    var changes = new LocalGit(temp.resolve("data")).changes;

    assertThatThrownBy(() -> changes.push(WorkspaceRepository.of(session), OWNER, ORDER))
        .isInstanceOf(WrongState.class)
        .hasMessageContaining("under way");
    assertThat(origin.branches()).containsExactly("main", "topic");
    assertThat(host.release(session, Retention.DELETE))
        .isInstanceOfSatisfying(
            Release.Parked.class,
            parked -> assertThat(parked.reason()).isEqualTo("a cherry-pick is under way"));
  }

  @Test
  @DisplayName("G-07 commits that HEAD has left are parked, although no file tells them")
  void commitsThatHeadHasLeft() {
    worktree.git("switch", "--quiet", "--detach");
    String left = worktree.commit("work", "done");
    worktree.git("reset", "--quiet", "--hard", "HEAD^");
    String last = worktree.commit("other", "done");

    assertThat(host.release(session, Retention.DELETE)).isInstanceOf(Release.Parked.class);

    assertThat(engine.git("rev-parse", ParkedWork.ref(session.id()) + "^1")).isEqualTo(last);
    assertThat(engine.git("rev-parse", ParkedWork.commitsRef(session.id()) + "^1")).isEqualTo(left);
  }
}
