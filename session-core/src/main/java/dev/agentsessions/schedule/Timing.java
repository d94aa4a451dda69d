package dev.agentsessions.schedule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.ZoneId;

/**
 * When a schedule is due.
 *
 * @param cron minute, hour, day of the month, month, day of the week, as {@link Cron} reads it; at
 *     most 200 characters
 * @param zone in whose local time
 */
public record Timing(String cron, ZoneId zone) {
  private static final int MAX_LENGTH = 200;

  public Timing {
    checkArgument(
        !cron.isBlank() && cron.length() <= MAX_LENGTH, "cron has 1..200 characters: %s", cron);
    requireNonNull(zone, "zone");
  }
}
