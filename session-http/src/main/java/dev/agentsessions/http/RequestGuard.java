package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Keeps pages of other sites away (T-04): the Host must be one of ours, and an Origin must be that
 * host's own. There are no CORS headers at all. Thread-safe.
 */
final class RequestGuard {
  private final AllowedHosts hosts;

  @Inject
  RequestGuard(AllowedHosts hosts) {
    this.hosts = requireNonNull(hosts, "hosts");
  }

  /**
   * @throws Refusal if the request was made for another host, or by another site's page
   */
  void check(Headers headers) {
    String host = headers.first(HeaderNames.HOST).orElse("");
    if (!hosts.contains(host)) {
      throw new Refusal(ProblemType.DENIED, "this server is not called that: Host " + host);
    }
    Optional<String> origin = headers.first(HeaderNames.ORIGIN);
    if (origin.isPresent() && !isOf(host, origin.get())) {
      throw new Refusal(ProblemType.DENIED, "not for pages of another origin: " + origin.get());
    }
  }

  /**
   * A socket, unlike an answer, can be read by any page that may open it: here an Origin is a must.
   *
   * @throws Refusal without one; call {@link #check} as well
   */
  void checkSocket(Headers headers) {
    if (headers.first(HeaderNames.ORIGIN).isEmpty()) {
      throw new Refusal(ProblemType.DENIED, "a WebSocket needs an Origin: http:// and the Host");
    }
  }

  private static boolean isOf(String host, String origin) {
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }
}
