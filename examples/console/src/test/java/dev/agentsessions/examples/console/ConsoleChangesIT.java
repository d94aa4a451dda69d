package dev.agentsessions.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Locator;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a session has changed, as one follows it in a real browser. */
class ConsoleChangesIT {
  @TempDir static Path data;
  @RegisterExtension static final SharedHost host = new SharedHost(() -> data);
  @RegisterExtension static final Browser browser = new Browser();

  @TempDir Path folder;
  private GitRepository repository;
  private String session;

  @BeforeEach
  void aSessionInARepository() throws Exception {
    repository = GitRepository.in(folder.resolve("api"));
    session = create(repository.directory());
  }

  @Test
  @DisplayName("G-02 changes come and go by themselves, untracked files among them")
  void changesAreFollowed() throws Exception {
    ConsolePage page = open("");
    assertThat(page.locate("changes-view .empty")).containsText("Nothing differs");

    write("SessionId.java", "record SessionId(long value) {}\n");
    write("new.txt", "one\ntwo\n");

    assertThat(page.locate(".totals")).hasText("2 files+3−1");
    assertThat(file(page, "SessionId.java").locator("td.removed mark")).hasText("Stri");
    assertThat(file(page, "new.txt").locator("td.added")).hasText(new String[] {"one", "two"});
    repository.git("checkout", "SessionId.java");
    write("new.txt", "one\n2\n");
    assertThat(file(page, "new.txt").locator("td.added")).hasText(new String[] {"one", "2"});
    assertThat(page.locate("file-change")).hasCount(1);
    assertThat(page.locate("session-header .git")).hasText("±1");
  }

  @Test
  @DisplayName("G-02 what to compare with is chosen, or typed, and is part of the address")
  void theBaseIsChosen() throws Exception {
    repository.git("checkout", "--quiet", "-b", "topic");
    write("topic.txt", "topic\n");
    repository.git("add", ".");
    repository.git("commit", "--quiet", "--message=Begin the topic");
    String first = repository.git("rev-parse", "main").strip();
    ConsolePage page = open("");
    assertThat(page.locate("changes-view .empty")).containsText("Nothing differs");

    bases(page).selectOption("merge-base:main");

    assertThat(page.locate("file-change .name")).hasText("topic.txt");
    assertThat(page.page()).hasURL(view("merge-base%3Amain").toString());
    bases(page).selectOption("another branch, tag or commit…");
    page.page().keyboard().type(first);
    page.press("Enter");
    assertThat(page.page()).hasURL(view(first).toString());
    assertThat(page.locate("file-change .name")).hasText("topic.txt");
    page.page().goBack();
    assertThat(bases(page)).hasValue("merge-base:main");

    ConsolePage other = open("no-such-branch");
    assertThat(other.locate("changes-view > .problem")).containsText("no branch, tag or commit");
    assertThat(bases(other)).hasValue("no-such-branch");
  }

  @Test
  @DisplayName("G-02 two columns where there is room for them, else one")
  void asThereIsRoom() throws Exception {
    write("SessionId.java", "record SessionId(long value) {}\n");
    ConsolePage wide = open("");
    assertThat(wide.locate(".diff tr")).hasCount(1);
    assertThat(wide.locate(".diff tr td")).hasCount(4);

    wide.page().setViewportSize(800, 900);

    assertThat(wide.locate(".diff tr")).hasCount(2);
    assertThat(wide.locate(".diff tr >> nth=0 >> td")).hasCount(3);
  }

  @Test
  @DisplayName("G-02 very much is shown piece by piece, and only when it is asked for")
  void veryMuchIsShownPieceByPiece() throws Exception {
    write("long.txt", lines(20_000));
    write("wide.txt", "x".repeat(100_000) + "\n");
    ConsolePage page = open("");
    assertThat(page.locate(".totals")).hasText("2 files+20,001−0");
    assertThat(file(page, "long.txt").locator("table")).hasCount(0);

    file(page, "long.txt").locator("summary").click();

    assertThat(file(page, "long.txt").locator("tr")).hasCount(500);
    file(page, "long.txt").locator("button:has-text('19,500')").click();
    assertThat(file(page, "long.txt").locator("tr")).hasCount(1000);
    assertThat(file(page, "wide.txt").locator("td.added")).containsText("99,000 more characters");
  }

  @Test
  @DisplayName("H-03 names, texts and branches that are markup do nothing")
  void hostileNamesDoNothing() throws Exception {
    String hostile = "<img src=x onerror='window.hacked=1'>";
    repository.git("branch", "<img/src=x/onerror=alert(1)>");
    write(hostile, hostile + "\n<script>window.hacked=1</script>\n");
    write("line\nbreak", "x\n");
    ConsolePage page = open("");

    assertThat(file(page, hostile).locator("td.added >> nth=0")).hasText(hostile);
    assertThat(file(page, "line⟨U+000A⟩break")).isVisible();
    bases(page).selectOption("merge-base:<img/src=x/onerror=alert(1)>");
    assertThat(file(page, hostile)).isVisible();

    assertThat(page.locate("changes-view img")).hasCount(0);
    assertThat(page.page().evaluate("window.hacked === undefined")).isEqualTo(true);
  }

  @Test
  @DisplayName("H-03 a folder that is no repository says so")
  void aFolderThatIsNoRepository() throws Exception {
    session = create(Files.createDirectory(folder.resolve("plain")));

    ConsolePage page = open("");

    assertThat(page.locate("changes-view .empty")).containsText("not the top of a repository");
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(repository.directory().resolve(name), text);
  }

  private static String lines(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining("\n"))
        + "\n";
  }

  private static String create(Path location) throws Exception {
    var wanted = JsonNodeFactory.instance.objectNode().put("kind", "quick").put("start", false);
    wanted.putObject("spec").put("location", location.toString());
    JsonNode created = new RestClient(host.address()).create(wanted);
    return created.get("slug").asText();
  }

  private static Locator file(ConsolePage page, String name) {
    return page.locate("file-change")
        .filter(new Locator.FilterOptions().setHas(page.page().getByTitle(name)));
  }

  private static Locator bases(ConsolePage page) {
    return page.page().getByLabel("Changes since");
  }

  private ConsolePage open(String base) {
    return ConsolePage.open(browser.page(Screen.DESKTOP), view(base));
  }

  private URI view(String base) {
    return host.address()
        .resolve(
            "#/default/"
                + session
                + List.of("/changes", base).stream()
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("/")));
  }
}
