package dev.agentsessions.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeadroomTest {
  private static final int LIMIT = 10_000;

  private final Headroom<String> headroom = new Headroom<>(LIMIT);

  @Test
  @DisplayName("all that fits is let in and no more, and few are counted for")
  void fewAreCountedFor() {
    int counts = 0;
    for (int there = 0; there < LIMIT; there++) {
      if (!headroom.take("key")) {
        counts++;
        assertThat(headroom.take("key", there)).as("place after %s", there).isTrue();
      }
    }

    assertThat(headroom.take("key")).isFalse();
    assertThat(headroom.take("key", LIMIT)).isFalse();
    assertThat(counts).isLessThan(LIMIT / 50);
  }

  @Test
  @DisplayName("what became free is used after the next count")
  void freePlacesAreUsed() {
    assertThat(headroom.take("key", LIMIT)).isFalse();
    assertThat(headroom.take("key")).isFalse();

    assertThat(headroom.take("key", LIMIT - 1)).isTrue();
    assertThat(headroom.take("key")).isFalse();
  }

  @Test
  @DisplayName("keys have a limit each")
  void keysHaveALimitEach() {
    assertThat(headroom.take("key", 0)).isTrue();
    assertThat(headroom.take("key")).isTrue();
    assertThat(headroom.take("other")).isFalse();
  }
}
