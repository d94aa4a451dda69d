package dev.agentsessions.testkit.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.agentsessions.schedule.Cron;
import dev.agentsessions.schedule.Timing;
import dev.agentsessions.session.SessionException.Invalid;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link Cron} promises. */
public interface CronContract {
  /**
   * Clocks go forward on 2026-03-29 from 02:00 to 03:00, back on 2026-10-25 from 03:00 to 02:00.
   */
  ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  ZoneId UTC = ZoneId.of("UTC");

  Cron cron();

  @Test
  @DisplayName("S-18 the next time is after the one asked from, in the zone's local time")
  default void theNextTime() {
    assertTimes("30 8 * * *", UTC, "2026-11-20T08:30:00Z", "2026-11-21T08:30:00Z");
    assertTimes("30 8 * * *", UTC, "2026-11-20T08:29:59.999999Z", "2026-11-20T08:30:00Z");
    assertTimes("30 8 * * *", BERLIN, "2026-11-20T00:00:00Z", "2026-11-20T07:30:00Z");
    assertTimes(
        "*/20 9 * * MON-FRI",
        UTC,
        "2026-11-20T09:30:00Z",
        "2026-11-20T09:40:00Z",
        "2026-11-23T09:00:00Z",
        "2026-11-23T09:20:00Z");
    assertTimes("0 0 29 2 *", UTC, "2026-11-20T00:00:00Z", "2028-02-29T00:00:00Z");
    assertTimes("0 0 * * 7", UTC, "2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z");
  }

  @Test
  @DisplayName("S-18 a time that clocks leave out comes when they are set forward, once")
  default void aTimeThatIsLeftOut() {
    assertTimes(
        "30 2 * * *",
        BERLIN,
        "2026-03-28T12:00:00Z",
        "2026-03-29T01:00:00Z",
        "2026-03-30T00:30:00Z");
    assertTimes(
        "10,50 2 * * *",
        BERLIN,
        "2026-03-28T12:00:00Z",
        "2026-03-29T01:00:00Z",
        "2026-03-30T00:10:00Z");
    assertTimes(
        "0 2,3 * * *",
        BERLIN,
        "2026-03-29T00:30:00Z",
        "2026-03-29T01:00:00Z",
        "2026-03-30T00:00:00Z");
    assertTimes(
        "0 3 * * *",
        BERLIN,
        "2026-03-28T12:00:00Z",
        "2026-03-29T01:00:00Z",
        "2026-03-30T01:00:00Z");
  }

  @Test
  @DisplayName("S-18 what comes every hour goes on over a time that is left out, with none more")
  default void everyHourGoesOnOverAGap() {
    assertTimes(
        "15 * * * *",
        BERLIN,
        "2026-03-28T23:30:00Z",
        "2026-03-29T00:15:00Z",
        "2026-03-29T01:15:00Z",
        "2026-03-29T02:15:00Z");
  }

  @Test
  @DisplayName("S-18 a time that is there twice comes the first time; every hour comes both times")
  default void aTimeThatIsThereTwice() {
    assertTimes(
        "30 2 * * *",
        BERLIN,
        "2026-10-24T12:00:00Z",
        "2026-10-25T00:30:00Z",
        "2026-10-26T01:30:00Z");
    assertTimes(
        "0 * * * *",
        BERLIN,
        "2026-10-24T23:30:00Z",
        "2026-10-25T00:00:00Z",
        "2026-10-25T01:00:00Z",
        "2026-10-25T02:00:00Z");
  }

  @Test
  @DisplayName("S-18 a day that is in no year never comes")
  default void whatNeverComes() {
    assertThat(cron().next(new Timing("0 0 30 2 *", UTC), Instant.EPOCH)).isEmpty();
  }

  @Test
  @DisplayName("S-18 what is no cron expression is refused with the field")
  default void whatIsNoCron() {
    Stream.of(
            "x",
            "* * * *",
            "0 0 1 1 * 2030",
            "60 * * * *",
            "* 24 * * *",
            "*/0 * * * *",
            "5-1-2 * * * *",
            "0 0 32 1 *",
            "0 0 * * FUNDAY",
            "@daily",
            "*,".repeat(99))
        .forEach(
            wrong ->
                assertThatExceptionOfType(Invalid.class)
                    .as(wrong)
                    .isThrownBy(() -> cron().next(new Timing(wrong, UTC), Instant.EPOCH))
                    .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("cron")));
  }

  private void assertTimes(String expression, ZoneId zone, String from, String... expected) {
    List<String> times = new ArrayList<>();
    Instant last = Instant.parse(from);
    for (int i = 0; i < expected.length; i++) {
      last = cron().next(new Timing(expression, zone), last).orElseThrow();
      times.add(last.toString());
    }
    assertThat(times).as(expression + " in " + zone).containsExactly(expected);
  }
}
