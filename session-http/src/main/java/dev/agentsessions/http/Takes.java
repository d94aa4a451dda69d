package dev.agentsessions.http;

import java.util.List;

/**
 * The body that an endpoint takes.
 *
 * @param contentTypes one of these; empty: no body
 * @param schema of JSON, by its name in the API's description; empty for raw bytes
 * @param required whether it must be there
 * @param limit in bytes
 */
record Takes(List<String> contentTypes, String schema, boolean required, int limit) {
  static final int MAX_BYTES = 1 << 20;
  static final Takes NOTHING = new Takes(List.of(), "", false, 0);

  private static final String JSON = "application/json";
  private static final String ANY = "*/*";

  Takes {
    contentTypes = List.copyOf(contentTypes);
  }

  static Takes json(String schema) {
    return new Takes(List.of(JSON), schema, true, MAX_BYTES);
  }

  static Takes optionalJson(String schema) {
    return new Takes(List.of(JSON), schema, false, MAX_BYTES);
  }

  static Takes mergePatch(String schema) {
    return new Takes(List.of("application/merge-patch+json", JSON), schema, true, MAX_BYTES);
  }

  /** Bytes of any type and number, read by the handler as they come. */
  static Takes stream() {
    return new Takes(List.of(ANY), "", false, 0);
  }

  static Takes bytes() {
    return new Takes(List.of("application/octet-stream", "text/plain"), "", true, MAX_BYTES);
  }

  /** The same, and other than {@link #MAX_BYTES}. */
  Takes upTo(int bytes) {
    return new Takes(contentTypes, schema, required, bytes);
  }

  /** Whether only the handler reads it. */
  boolean isStream() {
    return contentTypes.contains(ANY);
  }

  boolean isNothing() {
    return contentTypes.isEmpty();
  }
}
