package dev.agentsessions.workspace.local;

import static dev.agentsessions.workspace.local.LocalHost.OWNER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsGit
class WorkspaceSurvivalIT {
  @TempDir Path temp;

  @Test
  @DisplayName("F-04 a workspace survives stop: commits, uncommitted and untracked files")
  void aWorkspaceSurvivesStop() throws IOException {
    TestRepository repository = TestRepository.at(temp.resolve("engine"));
    try (var host = new LocalHost(temp.resolve("data"))) {
      Session session = host.ready(host.session(repository, "topic"));
      String commit = work(host, repository, session);

      assertThat(host.release(session, Retention.KEEP)).isEqualTo(Release.DONE);
      assertThat(host.settle(session)).isInstanceOf(Ready.class);

      assertSurvived(host, repository, session, commit);
    }
  }

  @Test
  @DisplayName("F-04 a workspace survives the loss of its host, which nobody closed")
  void aWorkspaceSurvivesTheLossOfItsHost() throws IOException {
    TestRepository repository = TestRepository.at(temp.resolve("engine"));
    try (var lost = new LocalHost(temp.resolve("data"));
        var next = new LocalHost(temp.resolve("data"))) {
      Session session = lost.ready(lost.session(repository, "topic"));
      String commit = work(lost, repository, session);

      assertThat(next.environments.ensure(session, OWNER.next())).isInstanceOf(Ready.class);

      assertSurvived(next, repository, session, commit);
    }
  }

  /** A commit, a change of a file that git knows, and a file that it does not. */
  private static String work(LocalHost host, TestRepository repository, Session session)
      throws IOException {
    TestRepository worktree = repository.in(host.worktree(session).directory());
    String commit = worktree.commit("committed", "mine");
    write(host, session, "README", "changed");
    write(host, session, "notes/untracked", "draft");
    return commit;
  }

  private static void write(LocalHost host, Session session, String path, String content)
      throws IOException {
    host.files.write(
        session,
        OWNER,
        new WorkspacePath(path),
        new ByteArrayInputStream(content.getBytes(UTF_8)),
        100);
  }

  private static void assertSurvived(
      LocalHost host, TestRepository repository, Session session, String commit) {
    Path directory = host.worktree(session).directory();
    TestRepository worktree = repository.in(directory);
    assertThat(worktree.git("rev-parse", "HEAD")).isEqualTo(commit);
    assertThat(worktree.git("status", "--porcelain")).contains("M README", "?? notes/");
    assertThat(directory.resolve("README")).hasContent("changed");
    assertThat(directory.resolve("notes/untracked")).hasContent("draft");
    assertThat(host.files.list(session, new WorkspacePath("notes"))).hasSize(1);
  }
}
