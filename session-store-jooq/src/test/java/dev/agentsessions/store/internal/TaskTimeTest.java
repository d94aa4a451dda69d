package dev.agentsessions.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.SessionException.Unavailable;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TaskTimeTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private Instant clock = NOON;
  private Duration ticks = Duration.ofDays(3);
  private boolean broken;
  private final TaskTime ofProgram = TaskTime.ofProgram(() -> clock, () -> ticks);
  private final TaskTime ofDatabase =
      new TaskTime(this::databaseTime, () -> ticks, Duration.ofSeconds(10));

  @Test
  @DisplayName("P-08 a program's clock that jumps changes nothing")
  void aClockThatJumpsChangesNothing() {
    assertThat(ofProgram.instant()).isEqualTo(NOON);

    clock = NOON.plus(Duration.ofHours(1));
    ticks = ticks.plusSeconds(30);
    assertThat(ofProgram.instant()).isEqualTo(NOON.plusSeconds(30));

    clock = NOON.minus(Duration.ofHours(1));
    ticks = ticks.plusSeconds(30);
    assertThat(ofProgram.instant()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  @DisplayName("P-08 a host that was suspended has the others' time again after 10 s")
  void aHostThatWasSuspendedCatchesUp() {
    assertThat(ofDatabase.instant()).isEqualTo(NOON);
    clock = NOON.plus(Duration.ofMinutes(5)); // without a tick

    ticks = ticks.plusSeconds(9);
    assertThat(ofDatabase.instant()).isEqualTo(NOON.plusSeconds(9));
    ticks = ticks.plusSeconds(1);
    assertThat(ofDatabase.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
  }

  @Test
  @DisplayName("P-08 the time never goes back, and goes on while the database is out")
  void theTimeNeverGoesBack() {
    assertThat(ofDatabase.instant()).isEqualTo(NOON);
    clock = NOON.minus(Duration.ofHours(1));
    ticks = ticks.plusSeconds(10);
    assertThat(ofDatabase.instant()).isEqualTo(NOON.plusSeconds(10));

    broken = true;
    ticks = ticks.plusSeconds(10);
    assertThat(ofDatabase.instant()).isEqualTo(NOON.plusSeconds(20));
  }

  private Instant databaseTime() {
    if (broken) {
      throw new Unavailable("the database is out", null);
    }
    return clock;
  }
}
