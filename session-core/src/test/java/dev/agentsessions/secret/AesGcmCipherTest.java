package dev.agentsessions.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.secret.SecretException.ForeignKey;
import dev.agentsessions.secret.SecretException.Tampered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AesGcmCipherTest {
  private static final String PLACE = "webhook/whk-1";
  private static final String SECRET = "correct horse 你好";

  @TempDir Path data;
  private SecretCipher cipher;

  @BeforeEach
  void makeKey() throws IOException {
    cipher = new AesGcmCipher(SecretKey.in(data.resolve("secret.key")));
  }

  @Test
  @DisplayName("P-06 a secret is opened where it was sealed, also by a host that comes back")
  void aSecretIsOpened() throws IOException {
    SealedSecret sealed = cipher.seal(PLACE, SECRET);

    assertThat(cipher.open(PLACE, sealed)).isEqualTo(SECRET);
    assertThat(new AesGcmCipher(SecretKey.in(data.resolve("secret.key"))).open(PLACE, sealed))
        .isEqualTo(SECRET);
    assertThat(sealed.text()).doesNotContain("correct");
    assertThat(sealed).hasToString("sealed");
    assertThat(cipher.seal(PLACE, SECRET)).as("no two look alike").isNotEqualTo(sealed);
  }

  @Test
  @DisplayName("P-06 what another key has sealed is told as that")
  void anotherKey() throws IOException {
    SealedSecret foreign =
        new AesGcmCipher(SecretKey.in(data.resolve("other.key"))).seal(PLACE, SECRET);

    assertThatThrownBy(() -> cipher.open(PLACE, foreign))
        .isInstanceOf(ForeignKey.class)
        .hasMessage("the secret of webhook/whk-1 was sealed with another key");
  }

  @Test
  @DisplayName("P-06 a secret that was changed in any bit, cut or moved is not opened")
  void tamperedSecrets() {
    byte[] sealed = Base64.getDecoder().decode(cipher.seal(PLACE, SECRET).text());

    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> cipher.open(PLACE, secret(changed)))
          .as("bit %s", bit)
          .isInstanceOf(SecretException.class);
    }
    for (int length = 1; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> cipher.open(PLACE, secret(cut))).isInstanceOf(Tampered.class);
    }
    assertThatThrownBy(() -> cipher.open("webhook/whk-2", secret(sealed)))
        .isInstanceOf(Tampered.class);
    assertThatThrownBy(() -> cipher.open(PLACE, new SealedSecret("no base 64")))
        .isInstanceOf(Tampered.class);
  }

  @Test
  @DisplayName("P-06 a key is made for its owner alone, and never made anew")
  void theKeyIsItsOwners() throws IOException {
    Path file = data.resolve("secret.key");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String before = Files.readString(file);
    SecretKey.in(file);
    assertThat(file).hasContent(before);
    try (var files = Files.list(data)) {
      assertThat(files).containsExactly(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "AAAA", "!!!!"})
  @DisplayName("P-06 a file that holds no key is refused, and left as it is")
  void aFileThatHoldsNoKey(String content) throws IOException {
    Path file = Files.writeString(data.resolve("broken.key"), content);

    assertThatThrownBy(() -> SecretKey.in(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no key");
    assertThat(file).hasContent(content);
    assertThatThrownBy(() -> SecretKey.read(data.resolve("none.key")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static SealedSecret secret(byte[] bytes) {
    return new SealedSecret(Base64.getEncoder().encodeToString(bytes));
  }
}
