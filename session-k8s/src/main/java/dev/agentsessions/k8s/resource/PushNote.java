package dev.agentsessions.k8s.resource;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * That what a session's run had to be pushed at its end is pushed, or why it could not be (G-03):
 * annotations of its resource, which move no generation.
 *
 * @param problem absent: all is
 */
public record PushNote(Optional<String> problem) {
  /** The {@code spec.run} that it is of: of another one it says nothing. */
  public static final String RUN = AgenticSession.GROUP + "/pushed-run";

  public static final String PROBLEM = AgenticSession.GROUP + "/push-problem";

  public PushNote {
    requireNonNull(problem, "problem");
  }

  /** Empty: it is not known of this run. */
  public static Optional<PushNote> of(AgenticSession session) {
    Map<String, String> all =
        Optional.ofNullable(session.getMetadata().getAnnotations()).orElse(Map.of());
    return String.valueOf(session.getSpec().run()).equals(all.get(RUN))
        ? Optional.of(new PushNote(Optional.ofNullable(all.get(PROBLEM))))
        : Optional.empty();
  }

  /** The annotations that say so of a session. */
  public Map<String, String> on(AgenticSession session) {
    Map<String, String> all = new HashMap<>();
    all.put(RUN, String.valueOf(session.getSpec().run()));
    problem.ifPresent(why -> all.put(PROBLEM, why));
    return all;
  }
}
