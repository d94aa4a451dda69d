package dev.agentsessions.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Looks at every view on every screen: nothing is cut off, everything has a name and is large
 * enough to hit. The pictures are left in {@code target/screenshots}; that of the README is one.
 */
class ConsoleScreensIT {
  @RegisterExtension static final Browser browser = new Browser();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> RUNNING =
      List.of("docs-pass", "billing-export", "flaky-tests", "search-index", "api-refactor");

  private static final Map<String, Object> SHELL = Map.of("kind", "terminal");
  private static final Map<String, Object> TESTS = Map.of("kind", "terminal", "name", "tests");
  private static final Map<String, Object> NOTHING_THERE =
      Map.of("kind", "terminal", "command", List.of("/no/such"));

  /** What people should be able to read or press, and cannot. */
  private static final String FAULTS =
      """
      touched => {
        const least = touched ? 44 : 32;
        const controls = 'button, a[href], input, textarea:not(.xterm *), select, summary, [role=option], [role=treeitem]';
        const shown = [...document.querySelectorAll(controls)]
            .filter(element => element.checkVisibility() && !element.closest('.tab > button'));
        const name = element => element.ariaLabel || element.innerText?.trim() || element.title
            || element.labels?.length;
        const place = element => element.outerHTML.slice(0, 120);
        const box = element => element.getBoundingClientRect();
        return [
          ...shown.filter(element => !name(element)).map(element => 'no name: ' + place(element)),
          ...shown.filter(element => !element.closest('p, label') && box(element).height < least)
              .map(element => 'too small: ' + place(element)),
          ...shown.filter(element => box(element).right > innerWidth)
              .map(element => 'cut off: ' + place(element)),
          ...document.documentElement.scrollWidth > innerWidth ? ['scrolls sideways'] : [],
        ];
      }
      """;

  @TempDir static Path data;
  @TempDir static Path work;
  private static HostProcess host;
  private static URI address;

  @BeforeAll
  static void aHostWithSomethingToShow() throws Exception {
    host = HostProcess.run("--port", "0", "--data", data.toString(), "--allow-file-remotes");
    address = host.awaitReady();
    var rest = new RestClient(address);
    for (String name : List.of("release-notes", "old-spike")) {
      rest.create(session(name, false, List.of(SHELL)));
    }
    rest.create(session("migrate-h2", true, List.of(NOTHING_THERE)));
    for (String name : RUNNING) {
      rest.create(session(name, true, List.of(SHELL, TESTS)));
    }
    ConsolePage page = ConsolePage.open(browser.page(Screen.DESKTOP), view("api-refactor"));
    page.awaitConnected();
    Scene.play(page);
    String repository = "{\"path\": \"%s\"}".formatted(work.resolve("api-refactor"));
    var _ = rest.askProject(201, "POST", "repositories", repository);
    rest.create(workspace("two-repositories"));
  }

  @AfterAll
  static void end() {
    if (host != null) {
      host.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void everyViewIsWholeOnEveryScreen(Screen screen) {
    ConsolePage page = ConsolePage.open(browser.page(screen), address);
    List<String> complaints = new ArrayList<>();
    page.page().onPageError(complaints::add);
    String on = "-" + screen.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    assertThat(page.locate("session-list .row")).hasCount(RUNNING.size() + 4);
    look(page, screen, "dashboard" + on);

    page.page().navigate(view("-/keys").toString());
    look(page, screen, "keys" + on);
    page.press("Escape");

    page.page().navigate(view("-/new").toString());
    page.locate("input[name=line]:visible").fill("/src/app feature/login");
    page.locate("summary:text('More'):visible").click();
    look(page, screen, "new-session" + on);

    page.page().navigate(view("migrate-h2").toString());
    page.awaitStatus("127");
    look(page, screen, "failed" + on);

    page.page().navigate(view("old-spike").toString());
    assertThat(page.locate("session-page")).containsText("Not started yet");
    look(page, screen, "not-started" + on);

    page.page().navigate(view("api-refactor").toString());
    page.awaitConnected();
    page.awaitText(Scene.END);
    look(page, screen, "session" + on);

    page.page().navigate(view("api-refactor/files/SessionId.java").toString());
    assertThat(page.locate("file-pane textarea >> nth=0")).hasValue(Pattern.compile("check"));
    look(page, screen, "file" + on);
    page.page().navigate(view("api-refactor/files").toString());
    assertThat(page.locate("[role=treeitem]")).hasCount(1);
    look(page, screen, "files" + on);
    page.page().navigate(view("api-refactor/changes").toString());
    assertThat(page.locate("td.removed")).isVisible();
    look(page, screen, "changes" + on);

    page.page().navigate(view("two-repositories/repositories").toString());
    assertThat(page.locate("repository-list .more[data-state=failed]:visible")).hasCount(1);
    assertThat(page.locate("workflow-form select")).hasValue("other");
    look(page, screen, "workspace" + on);
    page.page().navigate(view("two-repositories/files?repo=api-refactor").toString());
    assertThat(page.locate("[role=treeitem]")).hasCount(1);
    look(page, screen, "workspace-files" + on);
    page.page().navigate(view("two-repositories/changes?repo=away").toString());
    assertThat(page.locate("changes-view .empty")).containsText("Cloning away failed");
    look(page, screen, "workspace-changes" + on);
    page.page().navigate(view("-/new").toString());
    page.locate("input[name=line]:visible").fill("https://example.org/team/engine.git");
    page.locate("summary:text('More'):visible").click();
    page.locate("button:text('Clone several'):visible").click();
    look(page, screen, "new-workspace" + on);
    page.press("Escape");

    page.page().navigate(view("-/repositories").toString());
    assertThat(page.locate("repositories-page li")).hasCount(1);
    look(page, screen, "repositories" + on);
    page.locate("repositories-page li a").click();
    assertThat(page.locate("repository-form")).isVisible();
    look(page, screen, "repository" + on);

    page.page().navigate(view("api-refactor").toString());
    page.awaitConnected();

    page.press("Control+k");
    look(page, screen, "palette" + on);
    page.press("Escape");

    page.press("Control+Shift+f");
    page.page().keyboard().type("test");
    look(page, screen, "search" + on);
    page.press("Escape");

    page.choose("Delete the session…");
    look(page, screen, "delete" + on);
    page.click("dialog", "Cancel");

    page.page().navigate(view("nobody").toString());
    assertThat(page.locate("main")).containsText("There is no such session");
    look(page, screen, "missing" + on);

    assertThat(complaints).isEmpty();
  }

  private static void look(ConsolePage page, Screen screen, String name) {
    page.picture(name);
    assertThat(page.page().evaluate(FAULTS, screen.isTouched())).as(name).isEqualTo(List.of());
  }

  private static URI view(String session) {
    return address.resolve("#/default/" + session);
  }

  /** One repository that is there, and one that is away. */
  private static JsonNode workspace(String name) {
    String there = "file://" + work.resolve("api-refactor");
    return JSON.valueToTree(
        Map.of(
            "name",
            name,
            "kind",
            "agentic",
            "spec",
            Map.of(
                "repos",
                List.of(
                    Map.of("url", there, "branch", "feature/login"),
                    Map.of("url", "file://" + work.resolve("away")))),
            "workers",
            List.of(SHELL)));
  }

  private static JsonNode session(String name, boolean start, List<Map<String, Object>> workers)
      throws Exception {
    Path folder = Files.createDirectory(work.resolve(name));
    return JSON.valueToTree(
        Map.of(
            "name",
            name,
            "kind",
            "quick",
            "spec",
            Map.of("location", folder.toString()),
            "workers",
            workers,
            "start",
            start));
  }
}
