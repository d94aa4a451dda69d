package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Credentials;
import io.helidon.http.Status;
import jakarta.inject.Inject;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes downloads of what somebody else wrote: nothing that a browser opens of it may run as a page
 * of ours.
 */
final class Downloads {
  /** What the connection of a download is kept by. */
  record Way(Lifelines lifelines, Credentials credentials, Patience patience) {}

  private final Lifelines lifelines;
  private final Patience patience;

  @Inject
  Downloads(Lifelines lifelines, Patience patience) {
    this.lifelines = requireNonNull(lifelines, "lifelines");
    this.patience = requireNonNull(patience, "patience");
  }

  /**
   * @param name of the file that a browser makes of it
   * @param headers besides those that follow from the name
   */
  Download of(
      Call call,
      Status status,
      String name,
      Map<String, String> headers,
      Download.Content content) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", type(name));
    all.put("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(name));
    all.put("Content-Security-Policy", "default-src 'none'; sandbox");
    if (!headers.containsKey("Content-Length")) {
      all.put("Transfer-Encoding", "chunked");
    }
    return new Download(status, all, content, new Way(lifelines, call.credentials(), patience));
  }

  /** What its name says: nobody reads it for that. */
  static String type(String name) {
    String known = URLConnection.guessContentTypeFromName(name);
    return known == null ? "application/octet-stream" : known;
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
