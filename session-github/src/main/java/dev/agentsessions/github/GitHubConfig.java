package dev.agentsessions.github;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.net.InetAddresses;
import dev.agentsessions.credential.GitServer;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A GitHub App and where it is registered.
 *
 * @param app its id or its client id
 * @param key one of its private keys, of at least 2048 bits
 * @param api where GitHub's API is, {@code https} unless it is of this machine, without a slash at
 *     its end
 * @param server whose repositories it may have to do with
 * @param limit of one call of the API, above zero
 */
public record GitHubConfig(
    String app, RSAPrivateKey key, URI api, GitServer server, Duration limit) {
  public static final URI GITHUB_COM = URI.create("https://api.github.com");

  private static final String API_FORM =
      "must be an address such as https://github.example.org/api/v3";
  private static final Pattern APP = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final int MIN_BITS = 2048;
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);

  public GitHubConfig {
    checkArgument(APP.matcher(app).matches(), "an app has an id such as 123456");
    checkArgument(
        key.getModulus().bitLength() >= MIN_BITS, "its key has at least %s bits", MIN_BITS);
    checkApi(api);
    requireNonNull(server, "server");
    checkArgument(limit.isPositive(), "a limit is above zero: %s", limit);
  }

  /**
   * An app of the GitHub that has this API: github.com, or the one whose host this is, with or
   * without {@code api.} before it.
   */
  public static GitHubConfig of(String app, RSAPrivateKey key, URI api) {
    checkApi(api);
    var server = new GitServer(api.getAuthority().replaceFirst("^api\\.", ""));
    return new GitHubConfig(app, key, api, server, USUAL_LIMIT);
  }

  /**
   * Reads where an API is.
   *
   * @throws IllegalArgumentException that says how it must be
   */
  public static URI api(String text) {
    try {
      URI api = new URI(text);
      checkApi(api);
      return api;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(API_FORM, e);
    }
  }

  /** What an app says in the clear is anybody's, so over {@code http} only on this machine. */
  private static void checkApi(URI api) {
    checkArgument(
        api.getHost() != null
            && api.getRawUserInfo() == null
            && api.getRawQuery() == null
            && api.getRawFragment() == null
            && !api.getRawPath().endsWith("/")
            && ("https".equals(api.getScheme())
                || ("http".equals(api.getScheme()) && isThisMachine(api.getHost()))),
        API_FORM);
  }

  private static boolean isThisMachine(String host) {
    return InetAddresses.isUriInetAddress(host)
        && InetAddresses.forUriString(host).isLoopbackAddress();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "GitHubConfig[" + app + " at " + api + "]";
  }
}
