package dev.agentsessions.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Migrations that some release had run, with their checksums, in the form of {@code sha256sum}: a
 * line each, with the script's place on the class path. They are never edited (P-02).
 */
public record ReleasedScripts(Path list) {
  /**
   * @throws AssertionError if a script on the list was edited, or is gone
   */
  public void check() throws IOException {
    List<String> lines = Files.readAllLines(list, UTF_8);
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      String script = line.substring(line.lastIndexOf(' ') + 1);
      assertThat(sha256(script) + "  " + script)
          .as("a script that was released is never edited: write another one")
          .isEqualTo(line);
    }
  }

  private static String sha256(String script) throws IOException {
    try (InputStream in = ReleasedScripts.class.getResourceAsStream("/" + script)) {
      assertThat(in).as(script).isNotNull();
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
