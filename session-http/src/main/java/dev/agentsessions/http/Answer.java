package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;

/**
 * A whole response.
 *
 * @param contentType empty when there is no body
 * @param headers besides those that every response has
 */
@SuppressWarnings("ArrayRecordComponent") // written once, compared by nobody
record Answer(int status, String contentType, byte[] body, Map<String, String> headers)
    implements Outcome {
  private static final String JSON = "application/json";

  Answer {
    requireNonNull(contentType, "contentType");
    requireNonNull(body, "body");
    headers = Map.copyOf(headers);
  }

  static Answer json(int status, String body) {
    return new Answer(status, JSON, body.getBytes(UTF_8), Map.of());
  }

  static Answer empty(int status) {
    return new Answer(status, "", new byte[0], Map.of());
  }

  /** This with one more header. */
  Answer with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Answer(status, contentType, body, more);
  }
}
