package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Repositories that somebody prepared to run a program when worktrees of them are made, looked at,
 * parked and removed; none does.
 */
@NeedsGit
class HostileWorktreeIT {
  @TempDir Path temp;
  private TestRepository engine;
  private LocalHost host;
  private String evil;
  private Path ran;

  @BeforeEach
  void prepare() {
    engine = TestRepository.at(temp.resolve("engine"));
    host = new LocalHost(temp.resolve("data"));
    ran = temp.resolve("ran");
    evil = Script.at(temp.resolve("evil"), "echo \"$0 $*\" >> " + ran, "cat").toString();
  }

  /** A life of a worktree, of which nothing runs and nothing is lost. */
  @AfterEach
  void nothingRuns() {
    Session session = host.ready(host.session(engine, "topic"));
    TestRepository worktree = engine.in(host.worktree(session).directory());
    assertThat(worktree.path().resolve("README")).hasContent("hello");
    worktree.write("README", "hello\nand more\n");
    worktree.write("draft", "mine\n");

    assertThat(host.release(session, Retention.DELETE)).isInstanceOf(Release.Parked.class);

    assertThat(ran).doesNotExist();
    String parked = "refs/agent-sessions/parked/" + session.id() + "/work";
    assertThat(engine.git("show", "--no-textconv", "--no-ext-diff", parked + ":README"))
        .isEqualTo("hello\nand more");
    assertThat(engine.git("show", "--no-textconv", "--no-ext-diff", parked + ":draft"))
        .isEqualTo("mine");
    host.close();
  }

  @Test
  @DisplayName("G-06 filters of a repository are not run for its worktrees")
  void filtersAreNotRun() {
    engine.commit(".gitattributes", "* filter=evil\n");
    for (String way : new String[] {"clean", "smudge", "process"}) {
      engine.git("config", "filter.evil." + way, evil);
    }
    engine.git("config", "filter.evil.required", "true");
  }

  @Test
  @DisplayName("G-06 hooks of a repository are not run for its worktrees")
  void hooksAreNotRun() throws IOException {
    Path hooks = Files.createDirectory(temp.resolve("hooks"));
    for (String hook :
        new String[] {"post-checkout", "post-index-change", "reference-transaction"}) {
      Script.at(engine.path().resolve(".git/hooks").resolve(hook), "touch " + ran);
      Script.at(hooks.resolve(hook), "touch " + ran);
    }
    engine.git("config", "core.hooksPath", hooks.toString());
  }

  @Test
  @DisplayName("G-06 programs that a repository names for looking are not run for its worktrees")
  void programsAreNotRun() {
    engine.git("config", "core.fsmonitor", evil);
    engine.git("config", "diff.external", evil);
    engine.git("config", "log.showSignature", "true");
    engine.git("config", "gpg.program", evil);
    engine.git("config", "core.pager", evil);
    engine.git("config", "alias.status", "!" + evil);
  }

  @Test
  @DisplayName("G-06 a repository's core.worktree moves no worktree of it")
  void aWorktreeStaysWhereItIs() throws IOException {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("precious"), "precious");
    engine.git("config", "core.worktree", elsewhere.toString());
    Path unused = Files.writeString(elsewhere.resolve("README"), "precious");

    assertThat(unused).hasContent("precious");
  }
}
