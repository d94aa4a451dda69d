package dev.agentsessions.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The main job, in a real browser on a host that {@code run} started. */
class ConsoleIT {
  @TempDir static Path common;

  /** Of the tests that say nothing else: they need not be alone on it. */
  @RegisterExtension static final SharedHost shared = new SharedHost(() -> common);

  @RegisterExtension static final Browser browser = new Browser();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String WORKER_TABS = ".tab:not(.view) [role=tab]";

  @TempDir Path data;
  @TempDir Path project;

  @Test
  void aShellIsThereFromAFolderToItsDeletion() {
    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      ConsolePage page = open(host.awaitReady());
      page.create(project.toString());
      assertThat(page.locate(".xterm-helper-textarea")).isFocused();
      page.usePrompt("ready");
      page.run("echo hello-$((20+22))");
      assertThat(page.text()).contains("hello-42");
      String before = page.text();

      page.page().reload();

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(page.text()).isEqualTo(before));
      assertThat(page.page()).hasTitle("○ " + page.name() + " – Agent Sessions");

      ConsolePage second = open(URI.create(page.page().url()));
      second.awaitText(page);
      second.type("echo from-$((1+1))");
      page.awaitText("from-2");
      second.awaitText(page);

      page.click("session-header", "Stop");
      page.click("dialog", "Stop");
      page.awaitStatus("stopped");
      assertThat(page.locate("session-list")).containsText("resting");

      page.click("session-header", "Start");
      page.awaitStatus("connected", "epoch 2");
      second.awaitStatus("connected", "epoch 2");
      page.type("echo again-$((2+2))");
      page.awaitText("again-4");

      page.choose("Delete the session…");
      assertThat(page.locate("dialog")).containsText(project + " stays as it is");
      page.click("dialog", "Delete");
      assertThat(page.locate("overview-page")).containsText("No sessions yet");
      assertThat(second.locate("main")).containsText("There is no such session");
    }
  }

  @Test
  void tabsComeAndGo() {
    ConsolePage page = open(shared.address());
    page.create(project.toString());
    page.type("echo first-$((1+0))");
    page.awaitText("first-1");

    page.locate("button[aria-label='Add a worker']").click();
    page.click("worker-tabs", "Add a terminal");
    assertThat(page.locate("[role=tab][aria-selected=true]")).hasText("idleTerminal 2");
    page.awaitConnected();
    page.type("echo second-$((1+1))");
    page.awaitText("second-2");

    page.press("Alt+1");
    page.awaitText("first-1");
    assertThat(page.text()).doesNotContain("second");

    page.press("Alt+2");
    page.awaitConnected();
    page.type("exit");
    page.awaitStatus("ended");
    page.locate(".tab:has([aria-selected=true]) button").click();
    assertThat(page.locate(WORKER_TABS)).hasCount(1);
    page.awaitText("first-1");
  }

  @Test
  void whatEndedIsRestartedInItsTabAndSoIsEverything() {
    ConsolePage page = open(shared.address());
    page.create(project.toString());
    page.type("exit");
    page.awaitStatus("ended");

    page.click("status-line", "Restart");
    page.awaitStatus("connected", "epoch 2");
    page.type("echo second-$((1+1))");
    page.awaitText("second-2");

    page.choose("Restart everything…");
    assertThat(page.locate("dialog")).containsText("Ends 1 process.");
    page.click("dialog", "Restart");
    page.awaitStatus("connected", "epoch 3");
    page.type("echo third-$((1+2))");
    page.awaitText("third-3");
    assertThat(page.text()).doesNotContain("second");
  }

  @Test
  void aSessionThatIsStartedForTheFirstTimeHasTheCursorInItsTerminal() throws Exception {
    URI address = shared.address();
    JsonNode wanted =
        new ObjectMapper()
            .valueToTree(
                Map.of(
                    "name",
                    "later",
                    "kind",
                    "quick",
                    "spec",
                    Map.of("location", project.toString()),
                    "workers",
                    List.of(Map.of("kind", "terminal")),
                    "start",
                    false));
    new RestClient(address).create(wanted);
    ConsolePage page = open(address.resolve("#/default/later"));

    page.click("session-header", "Start");
    page.awaitConnected();
    page.type("echo started-$((20+22))");

    page.awaitText("started-42");
  }

  @Test
  void agentsAreAddedAsTabsAndRunFirstWhereTheyAreChosen() {
    try (HostProcess host =
        HostProcess.run("--port", "0", "--data", data.toString(), "--agent", "parrot=cat")) {
      ConsolePage page = open(host.awaitReady());
      page.create(project.toString());
      page.locate("button[aria-label='Add a worker']").click();
      page.click("worker-tabs", "Add parrot");
      assertThat(page.locate("[role=tab][aria-selected=true]")).containsText("parrot");
      page.awaitConnected();
      page.type("hello");
      page.awaitText("hello\r\nhello");

      page.locate(".product").click();
      page.locate("overview-page summary").click();
      page.locate("overview-page select[name=runs]").selectOption("parrot");
      page.create(project.toString());
      assertThat(page.locate(WORKER_TABS)).hasCount(1);
      assertThat(page.locate(WORKER_TABS)).containsText("parrot");
    }
  }

  @Test
  void onlyTheTabOnShowHoldsASocket() {
    ConsolePage page = open(shared.address());
    AtomicInteger open = new AtomicInteger();
    page.page()
        .onWebSocket(
            socket -> {
              open.incrementAndGet();
              socket.onClose(closed -> open.decrementAndGet());
            });
    page.create(project.toString());
    page.locate("button[aria-label='Add a worker']").click();
    page.click("worker-tabs", "Add a terminal");
    assertThat(page.locate(WORKER_TABS)).hasCount(2);
    page.awaitConnected();
    page.type("echo hidden-$((1+1))");
    page.awaitText("hidden-2");

    page.press("Alt+1");
    page.awaitConnected();

    assertThat(page.text()).doesNotContain("hidden");
    assertThat(open).hasValue(1);
  }

  @Test
  void theKeyboardReachesEverythingAndAReaderIsToldWhatTheTerminalShows() {
    ConsolePage page = open(shared.address());
    page.create(project.toString());
    page.type("echo read-$((20+22))");
    page.awaitText("read-42");

    page.leaveTerminal();
    assertThat(page.locate(WORKER_TABS)).isFocused();
    page.press("?");
    assertThat(page.locate("dialog")).containsText("Esc Esc");
    page.press("Escape", "Control+k");
    page.page().keyboard().type("screen reader");
    page.press("Enter");
    assertThat(page.locate(".notice")).containsText("speak");
    assertThat(page.locate(".xterm-accessibility")).containsText("read-42");

    page.press("Control+k");
    page.page().keyboard().type("rename");
    page.press("Enter");
    page.page().keyboard().type("by keyboard");
    page.press("Enter");
    assertThat(page.locate("session-page h1")).hasText("by keyboard");
    assertThat(page.locate("session-list")).containsText("by keyboard");

    page.press("Control+k");
    page.page().keyboard().type("stop");
    page.press("Enter", "Enter");
    page.awaitStatus("stopped");
    page.press("Control+Shift+f");
    page.page().keyboard().type("read-42");
    assertThat(page.locate("find-bar .count")).hasText("1 of 1");
  }

  @Test
  void whatIsOpenedAsADialogClosesStaysOpen() {
    ConsolePage page = open(shared.address());
    page.create(project.toString());
    String session = page.page().url();
    page.leaveTerminal();
    assertThat(page.locate(WORKER_TABS)).isFocused();
    page.press("?");
    assertThat(page.locate("dialog")).containsText("Esc Esc");

    page.page()
        .evaluate(
            """
            new Promise(closed => {
              const keys = document.querySelector('dialog');
              keys.addEventListener('close', () => setTimeout(closed));
              keys.close('');
              document.body.dispatchEvent(new KeyboardEvent(
                  'keydown', {code: 'KeyK', key: 'k', ctrlKey: true, bubbles: true}));
            })
            """);

    assertThat(page.locate("dialog.palette")).isVisible();
    assertThat(page.locate("dialog")).hasCount(1);
    assertThat(page.page()).hasURL(session);
  }

  @Test
  void aSmallWindowShowsWhatALargeOneTypesWhole() {
    ConsolePage large = open(shared.address());
    large.create(project.toString());
    ConsolePage small =
        ConsolePage.open(browser.page(Screen.PHONE), URI.create(large.page().url()));
    small.awaitConnected();

    large.type("echo wide-$((20+22)); stty size");

    small.awaitText("wide-42");
    small.awaitText(large);
    small
        .page()
        .waitForFunction(
            """
            () => {
              const screen = document.querySelector('.xterm-screen');
              const [inner, outer] = [screen, screen.closest('terminal-stage')]
                  .map(element => element.getBoundingClientRect());
              return inner.right <= outer.right && inner.bottom <= outer.bottom;
            }
            """);
  }

  @Test
  void whoAsksIsSeenAtOnceAndAnsweredFromAPhone() {
    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      ConsolePage page = ConsolePage.open(browser.page(Screen.PHONE), host.awaitReady());
      page.create(project.toString());
      page.page().route("**/sessions**", ConsoleIT::saysThatAllAsk);
      page.page().reload();

      page.locate("touch-keys .answer input").fill("echo answered-$((20+22))");
      page.click("touch-keys", "Send");

      page.awaitText("answered-42");
      assertThat(page.page()).hasTitle("? " + page.name() + " – Agent Sessions");
      page.picture("asking-phone");
      page.locate("session-header .back").click();
      assertThat(page.locate("session-list .group")).containsText("needs you");
      assertThat(page.page()).hasTitle("? 1 needs you – Agent Sessions");
    }
  }

  /** Stands in for agents, whose activity is not told yet. */
  private static void saysThatAllAsk(Route route) {
    APIResponse answer = route.fetch();
    String asking =
        answer.text().replaceAll("(\"activity\":(\\{\"state\":)?)\"\\w+\"", "$1\"asking\"");
    route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(asking));
  }

  @Test
  void thePageComesBackByItselfWhenItsHostWasKilled() throws Exception {
    String port;
    ConsolePage page;
    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      URI address = host.awaitReady();
      port = String.valueOf(address.getPort());
      page = open(address);
      page.create(project.toString());
      page.type("echo before-$((1+1))");
      page.awaitText("before-2");

      host.kill();

      assertThat(page.locate("status-line")).containsText("offline since");
      page.page().keyboard().type("typed while nobody listened");
      assertThat(page.locate("status-line")).containsText("held back: typed while nobody listened");
      assertThat(page.locate("session-list")).containsText("offline since");
      page.picture("offline");
    }

    try (HostProcess again = HostProcess.run("--port", port, "--data", data.toString())) {
      again.awaitReady();

      page.awaitStatus("connected", "epoch 2");
      page.type("echo after-$((2+2))");
      page.awaitText("after-4");
      assertThat(page.text()).doesNotContain("nobody listened");
      page.picture("back-again");
    }
  }

  @Test
  void aWrongFolderIsSaidAtTheFieldAndNothingIsCreated() {
    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      ConsolePage page = open(host.awaitReady());

      page.fillCreateLine("/not/there");
      page.press("Enter");

      assertThat(page.locate("overview-page .problem")).containsText("/not/there");
      assertThat(page.locate("session-list .none")).isVisible();
      page.picture("a-wrong-folder");
    }
  }

  private static ConsolePage open(URI address) {
    return ConsolePage.open(browser.page(Screen.DESKTOP), address);
  }
}
