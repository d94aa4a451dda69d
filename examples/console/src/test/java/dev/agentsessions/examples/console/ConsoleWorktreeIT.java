package dev.agentsessions.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The main job in a worktree of a real repository, in a real browser. */
class ConsoleWorktreeIT {
  @RegisterExtension static final Browser browser = new Browser();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;
  @TempDir Path project;

  @Test
  void aWorktreeIsThereFromRepositoryAndBranchToItsRemoval() throws Exception {
    GitRepository repository = GitRepository.in(project.resolve("api"));
    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      ConsolePage page = open(host.awaitReady());
      page.create(repository.directory() + " feature/login");
      assertThat(page.locate("session-header")).containsText("feature/login");
      page.usePrompt("ready");
      page.run("echo hello-$((20+22)); git status");
      assertThat(page.text()).contains("hello-42", "On branch feature/login");
      String before = page.text();

      page.page().reload();

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(page.text()).isEqualTo(before));
      ConsolePage second = open(URI.create(page.page().url()));
      second.awaitText(page);

      page.click("session-header", "Stop");
      assertThat(page.locate("dialog")).containsText("The worktree and all output stay");
      page.click("dialog", "Stop");
      page.awaitStatus("stopped");
      page.click("session-header", "Start");
      page.awaitStatus("connected", "epoch 2");
      page.type("git branch --show-current");
      page.awaitText("feature/login");

      page.type("touch nowhere-else; echo touched-$((1+1))");
      page.awaitText("touched-2");
      page.choose("Delete the session…");
      page.locate("dialog input[type=checkbox]").check();
      page.click("dialog", "Delete");
      assertThat(page.locate("overview-page")).containsText("No sessions yet");
      assertThat(page.locate(".kept")).containsText("not committed: nowhere-else");
      assertThat(repository.git("worktree", "list")).doesNotContain("feature/login");
      String parked =
          repository.git("for-each-ref", "--format=%(refname)", "refs/agent-sessions").strip();
      assertThat(repository.git("ls-tree", "--name-only", parked)).contains("nowhere-else");
    }
  }

  @Test
  void aBranchThatIsCheckedOutIsRefusedAtTheField() throws Exception {
    GitRepository repository = GitRepository.in(project.resolve("api"));
    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      ConsolePage page = open(host.awaitReady());

      page.fillCreateLine(repository.directory() + " main");
      page.press("Enter");

      assertThat(page.locate("overview-page .problem"))
          .containsText("The branch is checked out already in " + repository.directory());
      assertThat(page.locate("session-list .none")).isVisible();
    }
  }

  private static ConsolePage open(URI address) {
    return ConsolePage.open(browser.page(Screen.DESKTOP), address);
  }
}
