package dev.agentsessions.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.TooLarge;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent says of its run (S-15); whatever it does not know is absent.
 *
 * @param isError whether it holds the run for failed
 * @param turns 0 or more
 * @param usage what it used, such as tokens, by its own names: up to 50, none below 0
 * @param cost in US dollars, 0 or more
 * @param text its last words, up to 128 KiB of UTF-8: as JSON, which may need six times as much, it
 *     fits into a column of every store
 */
public record RunReport(
    Optional<Boolean> isError,
    Optional<Integer> turns,
    Map<String, Long> usage,
    Optional<Double> cost,
    Optional<String> text) {
  public static final RunReport NOTHING =
      new RunReport(
          Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

  private static final int MAX_USAGE = 50;
  private static final int MAX_USAGE_NAME = 100;
  private static final int MAX_BYTES = 128 << 10;

  public RunReport {
    requireNonNull(isError, "isError");
    Invalid.check(turns.orElse(0) >= 0, "turns", "must not be negative");
    usage = Map.copyOf(usage);
    Invalid.check(usage.size() <= MAX_USAGE, "usage", "has more than " + MAX_USAGE + " entries");
    usage.forEach(
        (name, count) ->
            Invalid.check(
                count >= 0 && !name.isBlank() && name.length() <= MAX_USAGE_NAME,
                "usage",
                "needs names of 1..100 characters, and no number below 0"));
    Invalid.check(
        cost.orElse(0.0) >= 0 && Double.isFinite(cost.orElse(0.0)), "cost", "must not be negative");
    int bytes = text.map(words -> words.getBytes(UTF_8).length).orElse(0);
    if (bytes > MAX_BYTES) {
      throw new TooLarge("text", bytes, MAX_BYTES);
    }
  }

  /** Without what was said: logs must not hold it (T-06). */
  @Override
  public String toString() {
    return "report of " + turns.map(number -> number + " turns").orElse("a run");
  }
}
