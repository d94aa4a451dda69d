package dev.agentsessions.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Repositories and the work on them, from the first to the last step, in a real browser. */
class ConsoleRepositoriesIT {
  @RegisterExtension static final Browser browser = new Browser();

  private static final String SETUP = "setup-view:visible pre";

  @TempDir Path data;
  @TempDir Path folder;

  @Test
  @DisplayName("G-07, G-08, G-09 work in a worktree, from its set-up to the ref it is parked on")
  void workInAWorktree() throws Exception {
    GitRepository repository = GitRepository.in(folder.resolve("api"));
    repository.git("init", "--quiet", "--bare", folder.resolve("origin.git").toString());
    repository.git("remote", "add", "origin", folder.resolve("origin.git").toString());
    repository.git("push", "--quiet", "origin", "main");
    Path gate = folder.resolve("gate");
    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      URI address = host.awaitReady();
      ConsolePage page = open(address.resolve("#/default/-/repositories"));

      add(page, repository.directory());
      fill(
          page,
          "Set-up command",
          "echo asked; until test -e " + gate + "; do sleep 0.1; done; echo made-$((40+2))");
      fill(
          page,
          "Environment",
          "GIT_AUTHOR_NAME=Ana\nGIT_COMMITTER_NAME=Ana\nEMAIL=ana@example.org");
      page.click("repository-form", "Save");
      assertThat(page.locate(".notice")).containsText("Saved.");
      page.page().navigate(address.resolve("#/default").toString());
      page.fillCreateLine("api feature/login");
      page.press("Enter");

      assertThat(page.locate(SETUP)).containsText("asked");
      assertThat(page.locate(SETUP)).not().containsText("made-42");
      Files.createFile(gate);
      page.awaitConnected();
      assertThat(page.locate(SETUP)).hasCount(0);
      page.usePrompt("ready");

      tab(page, "Files").click();
      page.locate("[role=treeitem]:has-text('SessionId.java')").click();
      page.locate("file-pane textarea >> nth=0").fill("record SessionId(long value) {}\n");
      page.press("Control+s");
      assertThat(page.locate("file-pane .state")).hasText("32 B");
      tab(page, "Changes").click();
      assertThat(page.locate("td.removed")).hasText("record SessionId(String value) {}");
      assertThat(page.locate("td.added")).hasText("record SessionId(long value) {}");
      assertThat(tab(page, "Changes").locator(".count")).hasText("1");

      tab(page, "Terminal 1").click();
      page.run("git commit -qam 'Count' && git push -qu origin feature/login; echo pushed-$?");
      assertThat(page.text()).contains("pushed-0");
      assertThat(repository.git("ls-remote", "origin", "feature/login")).isNotEmpty();
      assertThat(page.locate("session-header .git")).isHidden();
      page.run("git checkout -qb feature/next && git commit -q --allow-empty -m Next");
      assertThat(page.locate("session-header .place .name")).hasText("feature/next");
      page.run("echo unsaved > notes");
      assertThat(page.locate("session-header .git")).hasText("±1");

      String session = page.page().url();
      page.locate("session-list a[aria-label=Repositories]").click();
      page.locate("repositories-page section a:visible:has-text('api')").click();
      assertThat(page.locate("[aria-label=Worktrees] li")).hasCount(2);
      assertThat(page.locate("[aria-label=Worktrees] li >> nth=0"))
          .containsText("the repository itself");
      assertThat(page.locate("[aria-label=Worktrees] li >> nth=1")).containsText("feature/next");
      page.page().navigate(session);

      page.choose("Delete the session…");
      page.locate("dialog input[type=checkbox]").check();
      page.click("dialog", "Delete");
      assertThat(page.locate(".kept p")).containsText("not committed: notes");
      assertThat(page.locate(".kept p")).containsText("refs/agent-sessions/parked/");
      assertThat(parked(repository)).contains("notes");
      page.locate(".kept button").click();
      assertThat(page.locate(".kept p")).hasCount(0);
    }
  }

  @Test
  @DisplayName(
      "G-09 repositories are added, changed and forgotten; what is wrong is said at its field")
  void repositoriesComeAndGo() throws Exception {
    GitRepository repository = GitRepository.in(folder.resolve("<b>api"));
    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      URI address = host.awaitReady();
      var rest = new RestClient(address);
      ConsolePage page = open(address.resolve("#/default"));
      page.locate("session-list a[aria-label=Repositories]").click();
      assertThat(page.locate("repositories-page .empty:visible")).containsText("None yet");

      add(page, folder);
      assertThat(page.locate("repositories-page > .problem"))
          .containsText("is not a git repository");
      add(page, repository.directory());
      assertThat(page.locate("repository-view h1")).hasText("<b>api");
      fill(page, "Environment", "COLOUR");
      page.click("repository-form", "Save");
      assertThat(page.locate("repository-form .problem")).containsText("not NAME=value: COLOUR");
      fill(page, "Environment", "COLOUR=blue");
      page.page().getByLabel("Protected branches of its own").check();
      page.click("repository-form", "Save");
      assertThat(page.locate(".notice")).containsText("Saved.");
      JsonNode stored = rest.askProject(200, "GET", "repositories", "").at("/items/0");
      assertThat(stored.at("/environment/COLOUR").asText()).isEqualTo("blue");
      assertThat(stored.get("protectedBranches")).isEmpty();

      page.click("repository-view", "Forget…");
      assertThat(page.locate("dialog")).containsText("Its files stay in " + repository.directory());
      page.click("dialog", "Forget");
      assertThat(page.locate("repositories-page .empty:visible")).containsText("None yet");
      assertThat(repository.directory().resolve("SessionId.java")).exists();
      assertThat(page.locate("repositories-page b")).hasCount(0);
    }
  }

  @Test
  @DisplayName("G-09 a clone is followed while it is tried, and what no address may be is refused")
  void aCloneIsFollowed() {
    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      ConsolePage page = open(host.awaitReady().resolve("#/default/-/repositories"));
      add(page, "ext::sh -c id");
      assertThat(page.locate("repositories-page > .problem")).containsText("The address");

      add(page, "https://127.0.0.1:1/engine.git");

      assertThat(page.locate("repository-view .clone")).containsText("cloned");
      assertThat(page.locate("task-list .name")).hasText("Clone a repository: engine");
      assertThat(page.locate("task-list .error")).not().hasText("");
      page.click("repository-view", "Forget…");
      assertThat(page.locate("dialog label")).containsText("Remove the clone too");
      page.click("dialog", "Forget");
      assertThat(page.locate("repositories-page .empty:visible")).containsText("None yet");
    }
  }

  @Test
  @DisplayName("P-08, G-09 a clone that was given up is retried to its end, another is cancelled")
  void tasksAreRetriedAndCancelled() throws Exception {
    GitRepository source = GitRepository.in(folder.resolve("source"));
    String[] options = {"--port", "0", "--data", data.toString(), "--allow-file-remotes"};
    try (HostProcess host = HostProcess.run(options)) {
      URI repositories = host.awaitReady().resolve("#/default/-/repositories");
      ConsolePage page = open(repositories);
      add(page, "file://" + folder.resolve("never.git"));
      assertThat(page.locate("repository-view h1")).hasText("never");
      page.page().navigate(repositories.toString());
      add(page, "file://" + folder.resolve("away.git"));
      assertThat(page.locate("repository-view h1")).hasText("away");
      assertThat(task(page, "away").locator(".words")).hasText("given up, 5 attempts");
      assertThat(page.locate("repository-view .clone")).containsText("It could not be cloned");
      page.picture("clone-given-up");

      Path there = GitRepository.bare(source.directory(), folder.resolve("away.git"));
      page.page().getByLabel("Retry: Clone a repository: away").press("Enter");

      assertThat(task(page, "away")).hasCount(0);
      assertThat(page.locate("repository-view .clone")).isHidden();
      assertThat(page.locate("[aria-label=Worktrees] li")).containsText("the repository itself");

      assertThat(task(page, "never").locator(".words")).hasText("given up, 5 attempts");
      Locator cancel = page.page().getByLabel("Cancel: Clone a repository: never");
      cancel.click();
      page.press("Enter"); // which means no
      assertThat(task(page, "never")).hasCount(1);
      cancel.click();
      page.click("dialog", "Cancel the work");
      assertThat(task(page, "never")).hasCount(0);
      page.page().navigate(repositories.toString());
      assertThat(page.locate("repositories-page section li:has-text('never')"))
          .containsText("It could not be cloned");
      assertThat(there.resolve("HEAD")).exists();
    }
  }

  @Test
  @DisplayName("G-07 a set-up that fails shows what it printed")
  void aSetUpThatFails() throws Exception {
    GitRepository repository = GitRepository.in(folder.resolve("api"));
    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      URI address = host.awaitReady();
      String body =
          "{\"path\": \"%s\", \"setupCommand\": \"echo '<i>no</i> network'; exit 3\"}"
              .formatted(repository.directory());
      var _ = new RestClient(address).askProject(201, "POST", "repositories", body);
      ConsolePage page = open(address.resolve("#/default"));

      page.fillCreateLine("api feature/login");
      page.press("Enter");

      assertThat(page.locate("session-page > .empty")).containsText("ended with status 3");
      assertThat(page.locate(SETUP)).containsText("<i>no</i> network");
    }
  }

  private static String parked(GitRepository repository) throws Exception {
    String refs = repository.git("for-each-ref", "--format=%(refname)", "refs/agent-sessions");
    String work = refs.lines().filter(ref -> ref.endsWith("/work")).findFirst().orElseThrow();
    return repository.git("ls-tree", "--name-only", work);
  }

  private static Locator task(ConsolePage page, String repository) {
    return page.locate("task-list li:has(.name:text-is('Clone a repository: " + repository + "'))");
  }

  private static void add(ConsolePage page, Object repository) {
    page.locate("repositories-page section input:visible").fill(repository.toString());
    page.press("Enter");
  }

  private static void fill(ConsolePage page, String label, String text) {
    page.page().getByLabel(label).first().fill(text);
  }

  private static Locator tab(ConsolePage page, String name) {
    return page.locate("[role=tab]:has-text('" + name + "')");
  }

  private static ConsolePage open(URI address) {
    return ConsolePage.open(browser.page(Screen.DESKTOP), address);
  }
}
