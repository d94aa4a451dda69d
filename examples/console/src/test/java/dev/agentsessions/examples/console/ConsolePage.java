package dev.agentsessions.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** The console as a person uses it: what is typed, pressed and seen. */
final class ConsolePage {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String LAST_LINE =
      """
      document.querySelector('terminal-view:not([hidden])')?.text()
          .replaceAll(/\\x1b\\[[\\d;?]*[A-Za-z]/g, '').trimEnd().split('\\n').at(-1).trim() ?? ''
      """;

  private final Page page;
  private String prompt = "";

  private ConsolePage(Page page) {
    this.page = page;
  }

  static ConsolePage open(Page page, URI address) {
    page.setDefaultTimeout((double) PATIENCE.toMillis());
    PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
    page.navigate(address.toString());
    return new ConsolePage(page);
  }

  Page page() {
    return page;
  }

  Locator locate(String selector) {
    return page.locator(selector);
  }

  /** Types into the create line, and waits for the terminal. */
  void create(String line) {
    fillCreateLine(line);
    press("Enter");
    awaitConnected();
  }

  void fillCreateLine(String line) {
    locate("overview-page input[name=line]").fill(line);
  }

  /** Types a line into the terminal, once it has the focus: it comes after what was clicked. */
  void type(String line) {
    focusedTerminal();
    page.keyboard().type(line);
    press("Enter");
  }

  void press(String... keys) {
    Stream.of(keys).forEach(page.keyboard()::press);
  }

  /**
   * Presses Esc twice as fast as a person does, in one task of the page: two calls of a test can be
   * a second apart on a busy machine.
   */
  void leaveTerminal() {
    focusedTerminal()
        .evaluate(
            """
            terminal => {
              const escape = {key: 'Escape', code: 'Escape', keyCode: 27, bubbles: true};
              terminal.dispatchEvent(new KeyboardEvent('keydown', escape));
              terminal.dispatchEvent(new KeyboardEvent('keydown', escape));
            }
            """);
  }

  private Locator focusedTerminal() {
    Locator terminal = locate("terminal-view:not([hidden]) textarea");
    PlaywrightAssertions.assertThat(terminal).isFocused();
    return terminal;
  }

  /** Presses Esc in a dialog, and waits until the page has taken it away. */
  void dismiss() {
    press("Escape");
    PlaywrightAssertions.assertThat(locate("dialog")).hasCount(0);
  }

  /** The button by this name in the header, a dialog, the status line. */
  void click(String place, String button) {
    locate(place + " button:has-text('" + button + "')").click();
  }

  /** Chooses from the menu of the session, and says yes where that is asked. */
  void choose(String command) {
    locate("session-header [aria-haspopup=menu]").click();
    locate("[role=menuitem]:has-text('" + command + "')").click();
  }

  void awaitConnected() {
    awaitStatus("connected");
  }

  void awaitStatus(String... expected) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(status()).contains(expected));
  }

  void awaitText(String expected) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(text()).contains(expected));
  }

  /** Gives the shell a prompt that can be waited for. */
  void usePrompt(String name) {
    prompt = name + " $";
    type("PS1='\\[\\e[32m\\]" + name + "\\[\\e[0m\\] $ '");
    awaitPrompt("");
  }

  /** Types a line, and waits until the shell reads again: what is typed before shows twice. */
  void run(String line) {
    String before = text();
    type(line);
    awaitPrompt(before);
  }

  private void awaitPrompt(String before) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(text()).isNotEqualTo(before);
              assertThat(page.evaluate(LAST_LINE)).as(text()).isEqualTo(prompt);
            });
  }

  void awaitText(ConsolePage other) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(text()).isEqualTo(other.text()));
  }

  /** What the terminal on show holds: it draws on a canvas, so the page is asked. */
  String text() {
    return (String)
        page.evaluate("document.querySelector('terminal-view:not([hidden])')?.text() ?? ''");
  }

  String status() {
    return locate("status-line").innerText();
  }

  String name() {
    return locate("session-page h1").innerText();
  }

  void picture(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }
}
