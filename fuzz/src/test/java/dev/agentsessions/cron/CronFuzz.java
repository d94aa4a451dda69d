package dev.agentsessions.cron;

import static dev.agentsessions.fuzz.Fuzz.check;

import dev.agentsessions.schedule.Timing;
import dev.agentsessions.session.SessionException.Invalid;
import java.time.Instant;
import java.time.ZoneId;

/** Expressions of schedules. */
public final class CronFuzz {
  private static final Instant NOW = Instant.parse("2026-03-28T23:59:59Z");
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private CronFuzz() {}

  public static void cron(String text) {
    if (text.isBlank() || text.length() > 200) {
      return; // Timing says so
    }
    try {
      new UnixCron()
          .next(new Timing(text, ZONE), NOW)
          .ifPresent(next -> check(next.isAfter(NOW), "not after", next));
    } catch (Invalid refused) {
      check(refused.field().equals("cron"), "another field", refused.field());
    }
  }
}
