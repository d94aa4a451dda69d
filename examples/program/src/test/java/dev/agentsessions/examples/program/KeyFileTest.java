package dev.agentsessions.examples.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.secret.AesGcmCipher;
import dev.agentsessions.secret.SealedSecret;
import dev.agentsessions.secret.SecretCipher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir Path data;

  @Test
  @DisplayName("P-06 a data directory has a key of its own, which another file may take over")
  void aKeyOfItsOwn() {
    SealedSecret sealed = cipher(Optional.empty()).seal("here", "a secret");

    assertThat(data.resolve("secret.key")).isRegularFile();
    assertThat(cipher(Optional.empty()).open("here", sealed)).isEqualTo("a secret");
    assertThat(cipher(Optional.of(data.resolve("secret.key"))).open("here", sealed))
        .isEqualTo("a secret");
  }

  @Test
  @DisplayName("P-06 a key file that cannot be read is said in one line, and left as it is")
  void aKeyFileThatCannotBeRead() throws IOException {
    Path none = data.resolve("none.key");
    Path broken = Files.writeString(data.resolve("secret.key"), "broken");

    assertThatThrownBy(() -> KeyFile.read(data, Optional.of(none)))
        .isInstanceOf(Refusal.class)
        .hasMessage("cannot use the key file %s: %s is missing", none, none);
    assertThatThrownBy(() -> KeyFile.read(data, Optional.empty()))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("cannot use the key file " + broken)
        .hasMessageContaining("holds no key");
    assertThat(broken).hasContent("broken");
  }

  private SecretCipher cipher(Optional<Path> named) {
    return new AesGcmCipher(KeyFile.read(data, named));
  }
}
