package dev.agentsessions.examples.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The machine's own Chromium, driven by its own Node; tests are skipped where one is missing. It is
 * started once for all classes of a JVM, and ends with it, as its Node does when nobody writes to
 * it any more.
 */
final class Browser implements BeforeAllCallback, AfterEachCallback {
  /**
   * The first is Chromium without its own windows, and its tests take a quarter less processor
   * time.
   */
  private static final List<String> BROWSERS =
      List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome");

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox", // Chromium refuses to run as root with one
          "--disable-gpu",
          "--disable-quic",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static com.microsoft.playwright.Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    if (browser == null || !browser.isConnected()) {
      browser = start();
    }
  }

  private static com.microsoft.playwright.Browser start() {
    Path chromium = needed(BROWSERS);
    Path node = needed(List.of("node", "nodejs"));
    var environment =
        Map.of("PLAYWRIGHT_NODEJS_PATH", node.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    return Playwright.create(new Playwright.CreateOptions().setEnv(environment))
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(ARGUMENTS));
  }

  /** A page of its own, as if somebody else had opened it. */
  Page page(Screen screen) {
    return browser
        .newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(screen.width(), screen.height())
                .setHasTouch(screen.isTouched())
                .setIsMobile(screen.isTouched())
                .setColorScheme(screen.colours()))
        .newPage();
  }

  /** Pages that nobody looks at any more would go on asking for hosts that are gone. */
  @Override
  public void afterEach(ExtensionContext context) {
    browser.contexts().forEach(BrowserContext::close);
  }

  private static Path needed(List<String> programs) {
    Optional<Path> found =
        programs.stream().flatMap(Browser::onPath).filter(Files::isExecutable).findFirst();
    Assumptions.assumeTrue(found.isPresent(), "needs one of " + programs + " on the PATH");
    return found.orElseThrow();
  }

  private static Stream<Path> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, program));
  }
}
