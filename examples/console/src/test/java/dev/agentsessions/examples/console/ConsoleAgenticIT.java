package dev.agentsessions.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sessions in workspaces of clones, as one makes and changes them in a real browser. */
class ConsoleAgenticIT {
  private static final String SCRIPT = "printf '<%s|%s>' \"$PWD\" \"$SESSION_DIRS\"; exec cat";
  private static final String AGENT = "agent.sh";
  private static final String OTHER = "Another, by its address…";

  @TempDir static Path data;
  @TempDir static Path remotes;

  @RegisterExtension
  static final SharedHost host =
      new SharedHost(
          () -> data,
          () ->
              List.of(
                  "--allow-file-remotes",
                  "--workflows=" + remotes.resolve("flows.git"),
                  "--agent=scripted=sh " + remotes.resolve(AGENT)));

  @RegisterExtension static final Browser browser = new Browser();

  private ConsolePage page;

  @BeforeAll
  static void anAgent() throws Exception {
    Files.writeString(remotes.resolve(AGENT), SCRIPT);
    origin("flows", "review/.claude/commands/go.md");
  }

  @BeforeEach
  void open() {
    page = ConsolePage.open(browser.page(Screen.DESKTOP), host.address());
  }

  @Test
  @DisplayName(
      "S-01 a workspace of several clones is made with the keyboard, errors at their fields")
  void severalClones() throws Exception {
    Path engine = origin("engine", "README");
    Path wheel = origin("wheel", "README");
    page.locate("overview-page summary").click();
    page.locate("overview-page details >> text=Clone several").press("Enter");
    assertThat(field("Repository 1", "Address")).isFocused();
    page.page().keyboard().type("ext::sh -c id");
    page.press("Enter");
    assertThat(group("Repository 1").locator(".problem")).containsText("The address is wrong");
    assertThat(field("Repository 1", "Address")).hasAttribute("aria-invalid", "true");

    field("Repository 1", "Address").fill("file://" + engine);
    field("Repository 2", "Address").fill("file://" + wheel);
    field("Repository 2", "Name").fill("engine");
    page.press("Enter");
    assertThat(group("Repository 2").locator(".problem")).containsText("The name");
    assertThat(field("Repository 2", "Name")).isFocused();
    field("Repository 2", "Name").fill("");
    field("Repository 2", "Branch").fill("..");
    page.press("Enter");
    assertThat(group("Repository 2").locator(".problem")).containsText("The branch");
    field("Repository 2", "Branch").fill("main");
    assertThat(page.locate("overview-page .create > .hint"))
        .containsText("engine and wheel cloned into it");
    page.picture("create-agentic");
    page.press("Enter");

    page.awaitConnected();
    assertThat(page.locate("session-header .place .name")).hasText("engine, wheel");
    page.usePrompt("ready");
    page.run("cat repos/*/README");
    assertThat(page.text()).contains("helloengine", "hellowheel");
  }

  @Test
  @DisplayName(
      "S-21, S-22, S-23 repositories come and go, the workflow is switched, each said first")
  void underARunningAgent() throws Exception {
    Path engine = origin("engine2", "README");
    Path wheel = origin("wheel2", "README");
    page.locate("overview-page summary").click();
    page.page().getByLabel("Runs").first().selectOption("scripted");
    page.create("file://" + engine);
    page.awaitText("repos/engine2>");
    tab("Repositories").click();
    assertThat(row("engine2")).containsText("ready");
    assertThat(page.locate("provision-view form.add .hint"))
        .containsText("scripted is restarted and goes on where it was; terminals stay.");

    field("One more repository", "Address").fill("file://" + remotes.resolve("away.git"));
    page.press("Enter");
    assertThat(row("away")).containsText("not cloned");
    assertThat(row("away").locator(".more")).containsText("does not appear to be a git repository");
    field("One more repository", "Address").fill("file://" + wheel);
    page.press("Enter");
    assertThat(row("wheel2")).containsText("ready");
    field("One more repository", "Address").fill("file://" + wheel);
    page.press("Enter");
    assertThat(group("One more repository").locator(".problem")).containsText("wheel2");
    page.picture("provision");
    remove("away");
    assertThat(page.locate("dialog")).containsText("scripted is restarted");
    page.click("dialog", "Remove");
    assertThat(row("away")).hasCount(0);
    tab("scripted").click();
    page.awaitText("repos/engine2:");
    page.awaitText("repos/wheel2>");

    tab("Repositories").click();
    assertThat(workflow()).hasValue("of review");
    assertThat(page.locate("workflow-form form > .hint"))
        .containsText("scripted is restarted and goes on where it was");
    page.click("workflow-form", "Switch");
    assertThat(page.locate("workflow-form .now")).containsText("Agents run in review of file://");
    tab("scripted").click();
    page.awaitText("/review|");
    tab("Repositories").click();
    workflow().selectOption("other");
    page.page().keyboard().type("file://" + remotes.resolve("gone.git"));
    field("Another workflow", "Folder").fill("../etc");
    page.press("Enter");
    assertThat(page.locate("workflow-form .problem")).containsText("The folder");
    assertThat(field("Another workflow", "Folder")).isFocused();
    field("Another workflow", "Folder").fill("");
    page.press("Enter");
    assertThat(page.locate("workflow-form .next")).containsText("It is tried again by itself");
    assertThat(page.locate("workflow-form .now")).containsText("Agents run in review of file://");
    page.picture("workflow-failed");
    workflow().selectOption("none");
    assertThat(page.locate("workflow-form form > .hint"))
        .containsText("Agents move to the top of the workspace. Then scripted is restarted");
    page.click("workflow-form", "Switch");
    assertThat(page.locate("workflow-form .now")).containsText("None: agents run at the top");
    assertThat(page.locate("workflow-form .next")).isHidden();
    assertThat(workflow().locator("option[value=none]")).hasCount(0);
    tab("scripted").click();
    page.awaitText("/workspace|");
    tab("Repositories").click();

    page.click("session-header", "Stop");
    page.click("dialog", "Stop");
    assertThat(page.locate("provision-view")).containsText("This can be changed while it runs.");
    assertThat(page.locate("provision-view button:visible")).hasCount(0);
    page.choose("Delete the session…");
    assertThat(page.locate("dialog")).containsText("Its workspace stays on the host");
    page.locate("dialog input[type=checkbox]").check();
    page.click("dialog", "Delete");
    assertThat(page.locate("overview-page")).isVisible();
  }

  @Test
  @DisplayName("S-01, R-A34 a workflow is chosen as a session is made, with the keyboard")
  void aWorkflowFromTheStart() throws Exception {
    Path engine = origin("engine3", "README");
    page.locate("overview-page summary").click();
    page.page().getByLabel("Runs").first().selectOption("scripted");
    assertThat(page.locate("overview-page workflow-choice")).isHidden();
    page.fillCreateLine("/home");
    assertThat(page.locate("overview-page workflow-choice")).isHidden();
    page.fillCreateLine("file://" + engine);
    assertThat(workflow()).hasValue("none");
    assertThat(workflow().locator("option")).hasText(new String[] {"None", "review", OTHER});

    workflow().selectOption("other");
    assertThat(field("Another workflow", "Address")).isFocused();
    page.page().keyboard().type("ext::sh -c id");
    page.press("Enter");
    assertThat(page.locate("overview-page .create > .problem")).containsText("The address");
    assertThat(field("Another workflow", "Address")).hasAttribute("aria-invalid", "true");
    assertThat(field("Another workflow", "Address")).isFocused();
    workflow().selectOption("of review");
    page.picture("create-workflow");
    page.locate("overview-page input[name=line]").press("Enter");

    page.awaitConnected();
    page.awaitText("/review|");
    tab("Repositories").click();
    assertThat(page.locate("workflow-form .now")).containsText("Agents run in review of file://");
  }

  @Test
  @DisplayName("R-A29, F-01 files and changes of one repository of several, which is remembered")
  void oneOfSeveral() throws Exception {
    Path engine = origin("motor", "README");
    Path wheel = origin("tyre", "README");
    page.create("file://" + engine);
    tab("Repositories").click();
    field("One more repository", "Address").fill("file://" + wheel);
    page.press("Enter");
    assertThat(row("tyre")).containsText("ready");
    field("One more repository", "Address").fill("file://" + remotes.resolve("lost.git"));
    page.press("Enter");
    assertThat(row("lost")).containsText("not cloned");

    tab("Files").click();
    assertThat(item("repos")).isVisible();
    repository().selectOption("tyre");
    assertThat(item("README")).isVisible();
    assertThat(item("repos")).hasCount(0);
    item("README").click();
    assertThat(page.locate("file-pane textarea >> nth=0")).hasValue("hellotyre\n");
    page.locate("file-pane textarea >> nth=0").fill("goodbye\n");
    page.press("Control+s");
    assertThat(page.locate("session-header .git")).hasText("±1");
    page.picture("files-of-one");

    tab("Changes").click();
    assertThat(repository()).hasValue("tyre");
    assertThat(page.locate("td.added")).hasText("goodbye");
    page.picture("changes-of-one");
    page.locate("file-change a").click();
    assertThat(page.locate("file-pane textarea >> nth=0")).hasValue("goodbye\n");
    assertThat(page.page()).hasURL(Pattern.compile("/files/repos/tyre/README\\?repo=tyre$"));
    page.page().reload();
    assertThat(page.locate("file-pane textarea >> nth=0")).hasValue("goodbye\n");
    tab("Changes").click();
    assertThat(page.locate("td.added")).hasText("goodbye");

    repository().selectOption("motor");
    assertThat(page.locate("changes-view .empty")).containsText("Nothing differs");
    assertThat(page.locate("session-header .git")).isHidden();
    repository().selectOption("lost");
    assertThat(page.locate("changes-view .empty")).containsText("Cloning lost failed: git: ");
    tab("Files").click();
    assertThat(page.locate("files-side .empty")).containsText("Cloning lost failed: git: ");
    GitRepository.bare(remotes.resolve("source-tyre"), remotes.resolve("lost.git"));
    assertThat(item("README")).isVisible();
    repository().selectOption("");
    assertThat(item("repos")).isVisible();
  }

  private static Path origin(String name, String file) throws Exception {
    GitRepository source = GitRepository.in(remotes.resolve("source-" + name));
    Path target = source.directory().resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, "hello" + name + "\n");
    source.git("add", ".");
    source.git("commit", "--quiet", "--message=More");
    return GitRepository.bare(source.directory(), remotes.resolve(name + ".git"));
  }

  private Locator workflow() {
    return page.page()
        .getByLabel("Workflow", new Page.GetByLabelOptions().setExact(true))
        .locator("visible=true");
  }

  private Locator repository() {
    return page.page()
        .getByLabel("Repository", new Page.GetByLabelOptions().setExact(true))
        .locator("visible=true");
  }

  private Locator item(String name) {
    return page.page().getByRole(AriaRole.TREEITEM, new Page.GetByRoleOptions().setName(name));
  }

  private Locator group(String name) {
    return page.page()
        .getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(name).setExact(true))
        .locator("visible=true");
  }

  private Locator field(String group, String label) {
    return group(group).getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
  }

  private Locator row(String name) {
    return page.locate("provision-view li:has(.name:text-is('" + name + "'))");
  }

  private void remove(String name) {
    row(name).getByLabel("Remove " + name).click();
  }

  private Locator tab(String name) {
    return page.locate("[role=tab]:has-text('" + name + "')");
  }
}
