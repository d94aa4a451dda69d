package dev.agentsessions.worker;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * One thing that a runtime has of a session, or should have (R-A12).
 *
 * @param kind such as {@code process}, {@code pod} or {@code volume}
 * @param name as its runtime calls it
 * @param state a word of its kind's, or {@link #MISSING}, or {@link #UNKNOWN}
 * @param message for people: why it is so
 * @param details by name, for people
 */
public record RuntimePart(
    String kind, String name, String state, Optional<String> message, Map<String, String> details) {
  /** It should be there, and is not. */
  public static final String MISSING = "Missing";

  /** Nobody may say. */
  public static final String UNKNOWN = "Unknown";

  public RuntimePart {
    checkArgument(!kind.isBlank() && !state.isBlank(), "a part of no kind or state: %s", name);
    requireNonNull(name, "name");
    requireNonNull(message, "message");
    details = Map.copyOf(details);
  }

  public static RuntimePart of(
      String kind, String name, String state, Map<String, String> details) {
    return new RuntimePart(kind, name, state, Optional.empty(), details);
  }

  public static RuntimePart missing(String kind, String name, String message) {
    return new RuntimePart(kind, name, MISSING, Optional.of(message), Map.of());
  }

  public boolean isMissing() {
    return state.equals(MISSING);
  }
}
