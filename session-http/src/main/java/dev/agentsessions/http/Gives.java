package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an endpoint answers when all is well.
 *
 * @param statuses one of these
 * @param contentType empty when there is no body
 * @param schema of JSON, by its name in the API's description; empty for anything else
 * @param headers that tell something
 * @param secret whether it is shown once and kept nowhere, such as a token
 */
record Gives(
    List<Integer> statuses,
    String contentType,
    String schema,
    List<String> headers,
    boolean secret) {
  Gives {
    statuses = List.copyOf(statuses);
    requireNonNull(contentType, "contentType");
    requireNonNull(schema, "schema");
    headers = List.copyOf(headers);
  }

  static Gives json(int status, String schema, String... headers) {
    return new Gives(List.of(status), "application/json", schema, List.of(headers), false);
  }

  static Gives of(String contentType, String... headers) {
    return new Gives(List.of(200), contentType, "", List.of(headers), false);
  }

  static Gives nothing() {
    return new Gives(List.of(204), "", "", List.of(), false);
  }

  /** A connection that goes on in another protocol. */
  static Gives upgrade() {
    return new Gives(List.of(101), "", "", List.of(), false);
  }

  /** This, or the same with another status. */
  Gives or(int status) {
    return new Gives(
        Stream.concat(statuses.stream(), Stream.of(status)).toList(),
        contentType,
        schema,
        headers,
        secret);
  }

  /** This, shown once. */
  Gives once() {
    return new Gives(statuses, contentType, schema, headers, true);
  }
}
