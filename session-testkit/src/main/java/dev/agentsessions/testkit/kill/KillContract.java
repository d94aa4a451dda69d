package dev.agentsessions.testkit.kill;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every store promises that outlives its programs: whatever was acknowledged is there after
 * {@code kill -9}, and nothing is there in part, whether it worked or was about to close. Rounds go
 * on in one store, so that it recovers from recoveries too. The seed is printed: {@code -Dseed=…}
 * begins with it; {@code -Drounds=…} says how many there are in the long form.
 */
public interface KillContract {
  DurableStore store();

  @Test
  @DisplayName("P-01, P-03 kill -9 loses nothing that was acknowledged and halves nothing")
  default void aKilledProgramLosesNothing() {
    KillRounds.run(store(), 5);
  }

  @Test
  @Tag("long")
  @DisplayName("P-01, P-03 200 times kill -9: no acknowledged transition lost, no event hole")
  default void aProgramThatIsKilledOftenLosesNothing() {
    KillRounds.run(store(), Integer.getInteger("rounds", 200));
  }
}
