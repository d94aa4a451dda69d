package dev.agentsessions.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.json.JsonWriter;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * By what an app says who it is.
 *
 * @see <a
 *     href="https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app">GitHub:
 *     generating a JSON Web Token for a GitHub App</a>
 */
final class AppJwt {
  /** For clocks that differ. */
  private static final Duration BEFORE = Duration.ofSeconds(60);

  /** GitHub takes ten minutes. */
  private static final Duration AFTER = Duration.ofMinutes(9);

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private AppJwt() {}

  /** One that is good for some minutes. */
  static String of(GitHubConfig config, Instant now) {
    String signed =
        encoded(JsonWriter.write(json -> json.text("alg", "RS256").text("typ", "JWT")))
            + "."
            + encoded(
                JsonWriter.write(
                    json ->
                        json.number("iat", now.minus(BEFORE).getEpochSecond())
                            .number("exp", now.plus(AFTER).getEpochSecond())
                            .text("iss", config.app())));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(config.key());
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the app's key does not sign", e);
    }
  }

  private static String encoded(String json) {
    return BASE64.encodeToString(json.getBytes(UTF_8));
  }
}
