package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What an endpoint answers when all is well.
 *
 * @param contentType empty when there is no body
 * @param schema of JSON, by its name in the API's description; empty for anything else
 * @param headers that tell something
 */
record Gives(int status, String contentType, String schema, List<String> headers) {
  Gives {
    requireNonNull(contentType, "contentType");
    requireNonNull(schema, "schema");
    headers = List.copyOf(headers);
  }

  static Gives json(int status, String schema, String... headers) {
    return new Gives(status, "application/json", schema, List.of(headers));
  }

  static Gives of(String contentType, String... headers) {
    return new Gives(200, contentType, "", List.of(headers));
  }

  static Gives nothing() {
    return new Gives(204, "", "", List.of());
  }
}
