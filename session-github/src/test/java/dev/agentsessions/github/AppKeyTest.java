package dev.agentsessions.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppKeyTest {
  /** What PKCS#8 has before a PKCS#1 key of 2048 bits. */
  private static final int PKCS8_HEAD = 26;

  private static final byte[] PKCS8 = Keys.APP.getPrivate().getEncoded();
  private static final byte[] PKCS1 = Arrays.copyOfRange(PKCS8, PKCS8_HEAD, PKCS8.length);

  @TempDir Path folder;

  @Test
  @DisplayName("T-07 an app's key is read in PKCS#1, as GitHub hands it out, and in PKCS#8")
  void aKeyIsReadInBothForms() throws IOException {
    assertThat(AppKey.read(file("# a note\n" + pem("RSA PRIVATE KEY", PKCS1))))
        .isEqualTo(Keys.APP.getPrivate());
    assertThat(AppKey.read(file(pem("PRIVATE KEY", PKCS8).replace("\n", "\r\n"))))
        .isEqualTo(Keys.APP.getPrivate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no key",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0LW9mLWFubg==\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0LW9mLWFubg==\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nA=A=A\n-----END PRIVATE KEY-----"
      })
  @DisplayName("T-07 what is no key is refused by the file's name, and nothing of it is told")
  void whatIsNoKey(String text) throws IOException {
    Path file = file(text);

    assertThatThrownBy(() -> AppKey.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("secret-of-ann")
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  @DisplayName("T-07 a file that is too large, or not there, is no key")
  void tooLargeOrNotThere() throws IOException {
    Path large = file("x".repeat(100_000));

    assertThatThrownBy(() -> AppKey.read(large)).hasMessageContaining("too large");
    assertThatThrownBy(() -> AppKey.read(folder.resolve("missing")))
        .isInstanceOf(IOException.class);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("app.pem"), text);
  }

  private static String pem(String kind, byte[] key) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }
}
