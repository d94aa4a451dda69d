package dev.agentsessions.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.interfaces.RSAPrivateKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubConfigTest {
  private static final RSAPrivateKey KEY = Keys.privateOf(Keys.APP);

  @ParameterizedTest
  @CsvSource({
    "https://api.github.com, github.com",
    "https://github.example.org/api/v3, github.example.org",
    "https://api.octo.ghe.com, octo.ghe.com",
    "https://ghe.example.org:8443/api/v3, ghe.example.org:8443",
    "http://127.0.0.1:8080/api/v3, 127.0.0.1:8080"
  })
  @DisplayName("T-07 an app has to do with the repositories of the server that its API is of")
  void theServerOfAnApi(URI api, String server) {
    assertThat(GitHubConfig.of("123456", KEY, api).server().name()).isEqualTo(server);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://github.example.org/api/v3",
        "http://localhost/api",
        "http://127.evil.org/api",
        "ftp://github.example.org",
        "https://api.github.com/",
        "https://user:pass@api.github.com",
        "https://api.github.com?x=y",
        "https://api.github.com#x",
        "/api/v3",
        "mailto:x@example.org"
      })
  @DisplayName("T-07 an API is reached by https, and by http on this machine alone")
  void anApiThatIsNone(URI api) {
    assertThatThrownBy(() -> GitHubConfig.of("1", KEY, api))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("T-07 an app has an id and a key of 2048 bits, which is not shown")
  void anAppHasAnIdAndAKey() {
    assertThatThrownBy(() -> GitHubConfig.of("a b", KEY, GitHubConfig.GITHUB_COM))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> GitHubConfig.of("1", Keys.privateOf(Keys.make(1024)), GitHubConfig.GITHUB_COM))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(GitHubConfig.of("1", KEY, GitHubConfig.GITHUB_COM))
        .hasToString("GitHubConfig[1 at https://api.github.com]");
  }
}
