package dev.agentsessions.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.TreeMap;

/** The headers of every response: types are as said, nothing is kept, nothing is told to others. */
final class SafeHeaders {
  static final Map<String, String> ALL =
      new TreeMap<>(
          Map.of(
              "Cache-Control", "no-store",
              "Cross-Origin-Resource-Policy", "same-origin",
              "Referrer-Policy", "no-referrer",
              "X-Content-Type-Options", "nosniff"));

  private SafeHeaders() {}

  static void addTo(ServerResponse response) {
    ALL.forEach((name, value) -> response.header(HeaderNames.create(name), value));
  }
}
