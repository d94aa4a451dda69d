package dev.agentsessions.pty.log;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UpkeepConfigTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void valuesThatMeanNothingAreRefusedByName() {
    assertRefused("maxBytes", 0, DAY, DAY, DAY);
    assertRefused("afterRest", 1, Duration.ZERO, DAY, DAY);
    assertRefused("compressAfter", 1, DAY, Duration.ofNanos(-1), DAY);
    assertRefused("sweep", 1, DAY, DAY, Duration.ZERO);
  }

  private static void assertRefused(
      String name, long maxBytes, Duration afterRest, Duration compressAfter, Duration sweep) {
    assertThatThrownBy(() -> new UpkeepConfig(maxBytes, afterRest, compressAfter, sweep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }
}
