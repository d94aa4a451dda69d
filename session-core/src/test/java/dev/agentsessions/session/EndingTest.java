package dev.agentsessions.session;

import static dev.agentsessions.session.SampleSessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.Ending.Target;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndingTest {
  private static final Reason FIRST = new Reason("First");
  private static final Reason SECOND = new Reason("Second");

  @Test
  void theGoalRisesFromStoppedOverCompletedAndFailedToCleaned() {
    assertThat(Target.values())
        .containsExactly(Target.STOPPED, Target.COMPLETED, Target.FAILED, Target.CLEANED);
  }

  @Test
  void theHigherGoalWinsAndOfEqualsTheFirst() {
    for (Target first : Target.values()) {
      for (Target second : Target.values()) {
        Ending before = Ending.of(first, FIRST);
        Ending after = Ending.of(second, SECOND);

        assertThat(before.or(after))
            .as("%s or %s", first, second)
            .isEqualTo(second.compareTo(first) > 0 ? after : before);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTerminatingSessionEndsAsItsEndingSays(Target target) {
    Session ended =
        SampleSessions.in(SessionState.ACTIVE)
            .terminate(new Ending(target, FIRST, Optional.of("because")))
            .after(target.event(), NOON);

    assertThat(ended.state().name()).isEqualTo(target.name());
    assertThat(ended.status().reason()).contains(FIRST);
    assertThat(ended.status().message()).contains("because");
    assertThat(ended.status().ending()).isEmpty();
    assertThat(ended.status().run().finishedAt()).contains(NOON);
  }

  @Test
  void aSecondTerminateOnlyRaisesTheGoal() {
    Session stopping =
        SampleSessions.in(SessionState.ACTIVE).terminate(Ending.of(Target.FAILED, FIRST));

    Session lower = stopping.terminate(Ending.of(Target.STOPPED, SECOND));
    Session higher = stopping.terminate(Ending.of(Target.CLEANED, SECOND));

    assertThat(lower).isEqualTo(stopping);
    assertThat(higher.status().ending()).contains(Ending.of(Target.CLEANED, SECOND));
    assertThat(higher.status().reason()).contains(SECOND);
  }

  @Test
  void terminateWithoutAnEndingIsRefused() {
    Session active = SampleSessions.in(SessionState.ACTIVE);

    assertThatThrownBy(() -> active.after(LifecycleEvent.TERMINATE, NOON))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
