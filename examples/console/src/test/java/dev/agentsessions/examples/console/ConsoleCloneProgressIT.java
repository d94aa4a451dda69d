package dev.agentsessions.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.agentsessions.testkit.workspace.GitHttpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How far a clone is, in a real browser: from a remote that goes on when it is told to. */
class ConsoleCloneProgressIT {
  private static final Pattern RECEIVING = Pattern.compile("Receiving objects, \\d+ %");

  @TempDir Path data;
  @TempDir Path folder;

  @RegisterExtension static final Browser browser = new Browser();

  @Test
  @DisplayName("G-09 how far a clone is goes on while somebody looks at it")
  void howFarACloneIs() throws Exception {
    Path served = Files.createDirectory(folder.resolve("served"));
    GitRepository.bare(large().directory(), served.resolve("engine.git"));
    var pieces = new Semaphore(0);
    try (var remote = GitHttpServer.slow(served, pieces::acquireUninterruptibly);
        HostProcess host = host();
        AutoCloseable _ = () -> pieces.release(1_000)) {
      ConsolePage page =
          ConsolePage.open(
              browser.page(Screen.DESKTOP), host.awaitReady().resolve("#/default/-/repositories"));
      page.locate("repositories-page section input:visible").fill(remote.url("engine.git"));
      page.press("Enter");
      Locator clone = page.locate("repository-view .clone");

      assertThat(clone).containsText(RECEIVING);
      assertThat(page.locate("task-list .name")).hasText("Clone a repository: engine");
      String before = clone.innerText();
      pieces.release();
      assertThat(clone).not().hasText(before);
      assertThat(clone).containsText(RECEIVING);
      page.picture("clone-progress");

      pieces.release(1_000);
      assertThat(clone).isHidden();
      assertThat(page.locate("[aria-label=Worktrees] li")).containsText("the repository itself");
    }
  }

  private HostProcess host() {
    return HostProcess.program(CredentialHost.class, "--port", "0", "--data", data.toString());
  }

  /** One that takes six pieces, and cannot be compressed. */
  private GitRepository large() throws Exception {
    GitRepository repository = GitRepository.in(folder.resolve("source"));
    var random = new Random(1);
    for (int file = 0; file < 50; file++) {
      byte[] bytes = new byte[14 << 10];
      random.nextBytes(bytes);
      Files.write(repository.directory().resolve("file-" + file), bytes);
    }
    repository.git("add", ".");
    repository.git("commit", "--quiet", "--message=Add what cannot be compressed");
    return repository;
  }
}
