package dev.agentsessions.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FakeTimeTest {
  @Test
  void aClockMovesOnlyWhenATestMovesItAndAlsoBack() {
    FakeClock clock = FakeClock.atNoon();

    clock.advance(Duration.ofSeconds(2));
    clock.advance(Duration.ofSeconds(-3));

    assertThat(clock.instant()).isEqualTo(FakeClock.NOON.minusSeconds(1));
  }

  @Test
  void aClockTellsTheMicrosecondsThatStoresKeep() {
    FakeClock clock = FakeClock.atNoon();

    clock.advance(Duration.ofNanos(1_999));

    assertThat(clock.instant()).isEqualTo(FakeClock.NOON.plusNanos(1_000));
  }

  @Test
  void timePassesByAPausedTicker() {
    var ticker = new FakeTicker();
    ticker.advance(Duration.ofSeconds(1));
    ticker.pause();
    ticker.advance(Duration.ofHours(1));
    ticker.resume();

    ticker.advance(Duration.ofSeconds(1));

    assertThat(ticker.now()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aTickerNeverGoesBack() {
    var ticker = new FakeTicker();

    assertThatThrownBy(() -> ticker.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sequentialIdsSortInTheOrderTheyWereMade() {
    var ids = new SequentialIds();

    var made = Stream.generate(() -> ids.next("ses-")).limit(1_000).toList();

    assertThat(made).isSorted().doesNotHaveDuplicates();
    assertThat(made.getFirst()).isEqualTo("ses-00000000000000000000000001");
    assertThat(ids.random(5)).isEqualTo("00001");
  }
}
