package dev.agentsessions.cron;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.agentsessions.schedule.Cron;
import dev.agentsessions.schedule.Timing;
import dev.agentsessions.session.SessionException.Invalid;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * The five fields that Unix has, with names of months and days, lists, ranges and steps; no
 * nicknames, seconds or years.
 */
final class UnixCron implements Cron {
  @Override
  public Optional<Instant> next(Timing timing, Instant after) {
    ExecutionTime times = read(timing.cron());
    Optional<Instant> next =
        times.nextExecution(after.atZone(timing.zone())).map(ZonedDateTime::toInstant);
    if (next.isEmpty() || goesOnByItself(timing.cron())) {
      return next;
    }
    return Optional.of(leftOut(times, timing.zone().getRules(), after, next.get()));
  }

  private static ExecutionTime read(String cron) {
    try {
      var unix = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
      return ExecutionTime.forCron(new CronParser(unix).parse(cron).validate());
    } catch (RuntimeException e) { // its errors are of many kinds
      throw new Invalid("cron", "is not five fields as cron has them: " + e.getMessage());
    }
  }

  /** Whether it has some times of every hour, or of hours by steps. */
  private static boolean goesOnByItself(String cron) {
    return cron.strip().matches("\\S+\\s+\\*.*");
  }

  /** Where clocks are set forward over a time that would have come, the moment when they are. */
  private static Instant leftOut(
      ExecutionTime times, ZoneRules rules, Instant after, Instant next) {
    ZoneOffsetTransition change = rules.nextTransition(after);
    while (change != null && change.getInstant().isBefore(next)) {
      if (change.isGap() && isIn(times, change)) {
        return change.getInstant();
      }
      change = rules.nextTransition(change.getInstant());
    }
    return next;
  }

  /** As if clocks went on through the gap. */
  private static boolean isIn(ExecutionTime times, ZoneOffsetTransition gap) {
    return times
        .nextExecution(gap.getDateTimeBefore().minusNanos(1).atZone(ZoneOffset.UTC))
        .map(ZonedDateTime::toLocalDateTime)
        .filter(time -> time.isBefore(gap.getDateTimeAfter()))
        .isPresent();
  }
}
