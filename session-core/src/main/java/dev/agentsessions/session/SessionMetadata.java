package dev.agentsessions.session;

import java.util.Map;

/**
 * What callers may note on a session in every state (S-06).
 *
 * @param displayName 1..200 characters, trimmed
 * @param labels to select by; keys 1..63, values up to 63 characters
 * @param annotations for tools; keys 1..253 characters, all values together up to 256 Ki characters
 */
public record SessionMetadata(
    String displayName, Map<String, String> labels, Map<String, String> annotations) {
  private static final int MAX_LABEL = 63;
  private static final int MAX_ANNOTATION_KEY = 253;
  private static final int MAX_ANNOTATIONS = 256 * 1024;

  public SessionMetadata {
    displayName = displayName.strip();
    SessionException.Invalid.check(
        !displayName.isEmpty() && displayName.length() <= SessionIdentity.MAX_NAME,
        "displayName",
        "must have 1..200 characters");
    labels = Map.copyOf(labels);
    labels.forEach(
        (key, value) -> {
          SessionException.Invalid.check(
              !key.isBlank() && key.length() <= MAX_LABEL, "labels", "keys have 1..63 characters");
          SessionException.Invalid.check(
              value.length() <= MAX_LABEL, "labels." + key, "must have at most 63 characters");
        });
    annotations = Map.copyOf(annotations);
    annotations
        .keySet()
        .forEach(
            key ->
                SessionException.Invalid.check(
                    !key.isBlank() && key.length() <= MAX_ANNOTATION_KEY,
                    "annotations",
                    "keys have 1..253 characters"));
    SessionException.Invalid.check(
        annotations.values().stream().mapToLong(String::length).sum() <= MAX_ANNOTATIONS,
        "annotations",
        "hold more than 256 Ki characters");
  }

  /** A display name, and nothing else noted. */
  public static SessionMetadata named(String displayName) {
    return new SessionMetadata(displayName, Map.of(), Map.of());
  }
}
