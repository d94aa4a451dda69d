package dev.agentsessions.k8s.resource;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * That the files of a session are to be reached although it rests: two annotations of its resource,
 * which move no generation. What cannot be read is as if nobody had asked.
 *
 * @param until when it ends, unless it is put off
 */
public record AccessWish(Instant until) {
  /** RFC 3339. */
  public static final String UNTIL = AgenticSession.GROUP + "/access-until";

  /** How many runs there were: after another run it counts no longer. May be left out. */
  public static final String RUNS = AgenticSession.GROUP + "/access-runs";

  public AccessWish {
    requireNonNull(until, "until");
  }

  /** Empty: nobody asked since the last run. */
  public static Optional<AccessWish> of(AgenticSession session) {
    Map<String, String> all =
        Optional.ofNullable(session.getMetadata().getAnnotations()).orElse(Map.of());
    String runs = all.get(RUNS);
    return runs == null || runs.equals(String.valueOf(session.getStatus().runs()))
        ? Optional.ofNullable(all.get(UNTIL)).flatMap(AccessWish::parse)
        : Optional.empty();
  }

  private static Optional<AccessWish> parse(String until) {
    try {
      return Optional.of(new AccessWish(Instant.parse(until)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The annotations that say so of a session. */
  public Map<String, String> on(AgenticSession session) {
    return Map.of(UNTIL, until.toString(), RUNS, String.valueOf(session.getStatus().runs()));
  }

  public boolean holds(Instant now) {
    return now.isBefore(until);
  }
}
