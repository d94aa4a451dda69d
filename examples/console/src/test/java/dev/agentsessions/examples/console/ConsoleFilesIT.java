package dev.agentsessions.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The files of a session, as one looks at them and edits them in a real browser. */
class ConsoleFilesIT {
  @TempDir static Path data;
  @RegisterExtension static final SharedHost host = new SharedHost(() -> data);
  @RegisterExtension static final Browser browser = new Browser();

  private static final String EDITOR = "file-pane textarea >> nth=0";

  /** One that would run, if a page made markup of it. */
  private static final String HOSTILE = "<img src=x onerror='window.hacked=1'>.txt";

  @TempDir Path folder;
  private ConsolePage page;
  private String session;

  @BeforeEach
  void aSessionWithFiles() throws Exception {
    Files.createDirectories(folder.resolve("src/main"));
    Files.writeString(folder.resolve("src/main/App.java"), "class App {}\n");
    Files.writeString(folder.resolve("notes.txt"), "one\r\ntwo\r\n");
    var wanted = JsonNodeFactory.instance.objectNode().put("kind", "quick").put("start", false);
    wanted.putObject("spec").put("location", folder.toString());
    session = new RestClient(host.address()).create(wanted).get("slug").asText();
    page = ConsolePage.open(browser.page(Screen.DESKTOP), view(""));
    assertThat(page.locate("[role=treeitem]")).hasCount(2);
  }

  @Test
  @DisplayName("F-01 the tree is walked with the keyboard alone, and read as far as it is opened")
  void theTreeIsWalked() {
    assertThat(row("src")).isFocused();
    page.press("ArrowRight");
    assertThat(row("main")).isVisible();
    page.press("ArrowRight", "ArrowRight");
    assertThat(row("App.java")).isVisible();
    page.press("ArrowRight");
    assertThat(row("App.java")).isFocused();
    page.press("Enter");

    assertThat(page.locate(EDITOR)).hasValue("class App {}\n");
    assertThat(page.page()).hasURL(view("src/main/App.java").toString());
    page.press("ArrowLeft", "ArrowLeft");
    assertThat(page.locate("[role=treeitem]")).hasCount(3);
    page.press("n");
    assertThat(row("notes.txt")).isFocused();
    page.page().goBack();
    assertThat(page.locate("tree-view [aria-selected=true]")).hasCount(0);
  }

  @Test
  @DisplayName("F-02 text is edited and saved as it was but for what was typed")
  void textIsEdited() throws Exception {
    open("notes.txt");
    page.locate(EDITOR).fill("one\n2\n");
    assertThat(page.locate("file-pane .state")).hasText("not saved");
    page.press("Control+s");

    assertThat(page.locate("file-pane .state")).hasText("8 B");
    assertThat(folder.resolve("notes.txt")).hasContent("one\r\n2\r\n");
    Files.writeString(folder.resolve("notes.txt"), "an agent's\n");
    assertThat(page.locate(EDITOR)).hasValue("an agent's\n");
  }

  @Test
  @DisplayName("F-02 what changed on the disk while somebody typed is shown, and nothing is lost")
  void bothSidesAreKept() throws Exception {
    open("notes.txt");
    page.locate(EDITOR).fill("mine\n");
    Files.writeString(folder.resolve("notes.txt"), "theirs\n");
    page.press("Control+s");

    assertThat(page.locate(".conflict")).containsText("It changed on the disk meanwhile");
    assertThat(page.locate("textarea[aria-label='What is on the disk']")).hasValue("theirs\n");
    assertThat(page.locate(EDITOR)).hasValue("mine\n");
    assertThat(folder.resolve("notes.txt")).hasContent("theirs\n");

    page.page().navigate(host.address().resolve("#/default").toString());
    assertThat(page.locate("overview-page")).isVisible();
    open("src/main/App.java");
    assertThat(page.locate(EDITOR)).hasValue("class App {}\n");
    open("notes.txt");
    assertThat(page.locate(EDITOR)).hasValue("mine\n");
    page.click(".conflict", "Save mine");
    assertThat(page.locate(".conflict")).isHidden();
    assertThat(folder.resolve("notes.txt")).hasContent("mine\r\n");

    page.locate(EDITOR).fill("mine again\n");
    Files.writeString(folder.resolve("notes.txt"), "theirs again\n");
    page.click(".conflict", "Take the other");
    page.click("dialog", "Take the other");
    assertThat(page.locate(EDITOR)).hasValue("theirs again\n");
    assertThat(folder.resolve("notes.txt")).hasContent("theirs again\n");
  }

  @Test
  @DisplayName("F-02 what is no text, or too much of it, is said instead of shown")
  void limitsAreSaid() throws Exception {
    Files.write(folder.resolve("data.bin"), new byte[] {1, 0, 2});
    Files.writeString(folder.resolve("long.txt"), "0123456789\n".repeat(100_000));
    Files.writeString(folder.resolve("mixed.txt"), "a\r\nb\n");

    open("data.bin");
    assertThat(page.locate("file-pane .note")).containsText("No text: 3 B");
    assertThat(page.locate(EDITOR)).isHidden();
    open("long.txt");
    assertThat(page.locate("file-pane .note")).containsText("The beginning of 1.1 MB");
    assertThat(page.locate(EDITOR)).not().isEditable();
    open("mixed.txt");
    assertThat(page.locate("file-pane .note")).containsText("end in different ways");
    assertThat(page.locate(EDITOR)).not().isEditable();
    open("nothing.txt");
    assertThat(page.locate("file-pane .note")).containsText("There is no such file");
  }

  @Test
  @DisplayName("F-02 files are made, deleted when that is confirmed, and downloaded")
  void filesAreMadeDeletedAndDownloaded() throws Exception {
    open("src/main/App.java");
    byName("New file in main…").click();
    page.page().keyboard().type("new/Deep.java");
    page.press("Enter");
    assertThat(page.locate("file-pane h2")).hasText("Deep.java");
    page.page().keyboard().type("class Deep {}");
    page.press("Control+s");
    assertThat(page.locate("file-pane .state")).hasText("13 B");
    assertThat(folder.resolve("src/main/new/Deep.java")).hasContent("class Deep {}");

    Download file = page.page().waitForDownload(byName("Download")::click);
    assertThat(file.path()).hasContent("class Deep {}");
    assertThat(file.suggestedFilename()).isEqualTo("Deep.java");
    open("src");
    Download archive = page.page().waitForDownload(byName("Download src as a zip file")::click);
    try (var zip = new ZipFile(archive.path().toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName).toList())
          .contains("main/App.java", "main/new/Deep.java");
    }

    open("notes.txt");
    byName("Delete").click();
    page.press("Enter"); // which means no
    assertThat(folder.resolve("notes.txt")).exists();
    byName("Delete").click();
    page.click("dialog", "Delete");
    assertThat(row("notes.txt")).hasCount(0);
    assertThat(folder.resolve("notes.txt")).doesNotExist();
  }

  @Test
  @DisplayName(
      "F-02 files are uploaded by choosing and by dropping them; what is there is asked about")
  void filesAreUploaded() throws Exception {
    page.locate("folder-bar input[type=file]")
        .setInputFiles(new FilePayload[] {payload("notes.txt", "new"), payload("b.txt", "b")});

    assertThat(page.locate("dialog")).containsText("There already: notes.txt.");
    assertThat(folder.resolve("notes.txt")).hasContent("one\r\ntwo\r\n");
    page.click("dialog", "Replace");
    assertThat(page.locate(".notice")).hasText("Uploaded 2 files.");
    assertThat(folder.resolve("notes.txt")).hasContent("new");
    assertThat(row("b.txt")).isVisible();

    row("src").dispatchEvent("dragover", dropped("c.txt"));
    assertThat(page.locate("files-view")).hasAttribute("data-drop", "Drop to upload into src");
    row("src").dispatchEvent("drop", dropped("c.txt"));
    assertThat(row("c.txt")).isVisible();
    assertThat(folder.resolve("src/c.txt")).hasContent("dropped");
  }

  @Test
  @DisplayName("H-03 a name and a text that are markup do nothing, wherever they are shown")
  void hostileNamesDoNothing() throws Exception {
    Files.writeString(folder.resolve(HOSTILE), "<script>window.hacked=1</script>");
    Files.writeString(
        folder.resolve("picture.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg' onload='window.hacked=1'/>");
    Files.writeString(folder.resolve("safe\u202etxt.exe"), "");

    row(HOSTILE).click();
    assertThat(page.locate(EDITOR)).hasValue("<script>window.hacked=1</script>");
    assertThat(page.locate("file-pane h2")).hasText(HOSTILE);
    byName("Delete").click();
    assertThat(page.locate("dialog h2")).hasText("Delete " + HOSTILE + "?");
    page.click("dialog", "Cancel");
    open("picture.svg");
    assertThat(page.locate("file-pane img")).isVisible();
    assertThat(row("safe⟨U+202E⟩txt.exe")).isVisible();
    page.press("Control+k");

    assertThat(page.locate("files-view img[src=x]")).hasCount(0);
    assertThat(page.page().evaluate("window.hacked === undefined")).isEqualTo(true);
  }

  private Object dropped(String name) {
    return Map.of(
        "dataTransfer",
        page.page()
            .evaluateHandle(
                """
                name => {
                  const transfer = new DataTransfer();
                  transfer.items.add(new File(['dropped'], name));
                  return transfer;
                }
                """,
                name));
  }

  private static FilePayload payload(String name, String text) {
    return new FilePayload(name, "text/plain", text.getBytes(UTF_8));
  }

  private Locator row(String name) {
    return page.page().getByRole(AriaRole.TREEITEM, new Page.GetByRoleOptions().setName(name));
  }

  private Locator byName(String name) {
    return page.page()
        .getByLabel(name, new Page.GetByLabelOptions().setExact(true))
        .locator("visible=true");
  }

  private void open(String path) {
    page.page().navigate(view(path).toString());
  }

  private URI view(String path) {
    return host.address().resolve("#/default/" + session + "/files/" + path);
  }
}
