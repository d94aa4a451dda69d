package dev.agentsessions.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The main job, in a real browser on a host that {@code run} started. */
class ConsoleIT {
  @RegisterExtension static final Browser browser = new Browser();

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;
  @TempDir Path project;

  @Test
  void aShellIsThereFromAFolderToAReload() {
    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      Page page = open(host.awaitReady());

      createSession(page);
      type(page, "echo hello-$((20+22))");

      awaitText(page, "hello-42");
      picture(page, "a-session");
      String before = text(page);

      page.reload();

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(page)).isEqualTo(before));
      assertThat(page).hasTitle("○ " + name(page) + " – Agent Sessions");
      picture(page, "the-same-after-a-reload");
    }
  }

  @Test
  void thePageComesBackByItselfWhenItsHostWasKilled() throws Exception {
    String port;
    Page page;
    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      URI address = host.awaitReady();
      port = String.valueOf(address.getPort());
      page = open(address);
      createSession(page);
      type(page, "echo before-$((1+1))");
      awaitText(page, "before-2");

      host.kill();

      assertThat(page.locator("status-line")).containsText("offline since");
      page.keyboard().type("typed while nobody listened");
      assertThat(page.locator("status-line")).containsText("held back");
      picture(page, "offline");
    }

    try (HostProcess again = HostProcess.run("--port", port, "--data", data.toString())) {
      again.awaitReady();

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(status(page)).contains("connected", "epoch 2"));
      type(page, "echo after-$((2+2))");
      awaitText(page, "after-4");
      assertThat(text(page)).doesNotContain("nobody listened");
      picture(page, "back-again");
    }
  }

  @Test
  void aWrongFolderIsSaidAtTheFieldAndNothingIsCreated() {
    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      Page page = open(host.awaitReady());

      page.locator("overview-page input[name=location]").fill("/not/there");
      page.keyboard().press("Enter");

      assertThat(page.locator("overview-page .problem")).containsText("/not/there");
      assertThat(page.locator("session-list .none")).isVisible();
      picture(page, "a-wrong-folder");
    }
  }

  private static Page open(URI address) {
    Page page = browser.page();
    page.setDefaultTimeout((double) PATIENCE.toMillis());
    page.navigate(address.toString());
    return page;
  }

  private void createSession(Page page) {
    page.locator("overview-page input[name=location]").fill(project.toString());
    page.keyboard().press("Enter");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(page)).contains("connected"));
    assertThat(page.locator(".xterm-helper-textarea")).isFocused();
  }

  private static void type(Page page, String line) {
    page.keyboard().type(line);
    page.keyboard().press("Enter");
  }

  private static void awaitText(Page page, String expected) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(page)).contains(expected));
  }

  /** What the terminal on show holds: it draws on a canvas, so the page is asked. */
  private static String text(Page page) {
    return (String)
        page.evaluate("document.querySelector('terminal-view:not([hidden])')?.text() ?? ''");
  }

  private static String status(Page page) {
    return page.locator("status-line").innerText();
  }

  private static String name(Page page) {
    return page.locator("session-page h1").innerText();
  }

  private static void picture(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }
}
