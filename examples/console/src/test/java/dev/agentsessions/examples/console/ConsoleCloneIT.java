package dev.agentsessions.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Clones of sessions, as one makes them in a real browser. */
class ConsoleCloneIT {
  @TempDir static Path data;
  @TempDir static Path folder;

  @RegisterExtension static final SharedHost host = new SharedHost(() -> data, List::of);
  @RegisterExtension static final Browser browser = new Browser();

  @Test
  @DisplayName("S-09 a session is cloned with its files by the keyboard, errors at their fields")
  void aFolder() throws Exception {
    Path source = Files.createDirectory(folder.resolve("source"));
    Path target = Files.createDirectory(folder.resolve("target"));
    Files.writeString(source.resolve("notes"), "mine\n");
    ConsolePage page = ConsolePage.open(browser.page(Screen.DESKTOP), host.address());
    page.create(source.toString());
    String name = page.name();

    page.choose("Clone…");
    assertThat(page.locate("dialog h2")).hasText("Clone " + name);
    assertThat(field(page, "Folder")).isFocused();
    page.page().keyboard().type("relative");
    page.press("Enter");
    assertThat(page.locate("dialog .problem")).containsText("The folder");
    assertThat(field(page, "Folder")).hasAttribute("aria-invalid", "true");
    assertThat(field(page, "Folder")).isFocused();
    field(page, "Folder").fill(target.toString());
    field(page, "Name").fill(name);
    page.press("Enter");
    assertThat(page.locate("dialog .problem")).not().hasText("");
    assertThat(field(page, "Name")).isFocused();
    field(page, "Name").fill("Second");
    page.page().getByLabel("Begin with its files").check();
    page.picture("clone");
    page.locate("dialog input >> nth=0").press("Enter");

    assertThat(page.locate("session-header h1")).hasText("Second");
    page.awaitConnected();
    page.usePrompt("ready");
    page.run("cat notes");
    assertThat(page.text()).contains("mine");
    assertThat(target.resolve("notes")).hasContent("mine");
  }

  @Test
  @DisplayName("S-09 a worktree is cloned on a branch of its own; Esc means no")
  void aWorktree() throws Exception {
    GitRepository repository = GitRepository.in(folder.resolve("api"));
    ConsolePage page =
        ConsolePage.open(browser.page(Screen.PHONE), host.address().resolve("#/default/-/new"));
    page.locate("dialog input[name=line]").fill(repository.directory() + " topic");
    page.press("Enter");
    page.awaitConnected();

    page.choose("Clone…");
    assertThat(field(page, "Branch")).hasAttribute("placeholder", "topic-copy");
    assertThat(field(page, "Folder")).hasCount(0);
    page.picture("clone-phone");
    page.dismiss();

    page.choose("Clone…");
    page.click("dialog", "Clone");

    assertThat(page.page()).hasURL(Pattern.compile("#/default/[^/]*copy"));
    page.awaitConnected();
    assertThat(repository.git("branch", "--list", "topic-copy")).contains("topic-copy");
  }

  private static Locator field(ConsolePage page, String label) {
    return page.locate("dialog label:has(span:text-is('" + label + "')) input");
  }
}
