package dev.agentsessions.session;

import static dev.agentsessions.session.SampleSessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.Condition.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final String TYPE = "Ready";
  private static final Reason WHY = new Reason("Why");
  private static final Instant LATER = NOON.plusSeconds(60);

  @Test
  void theTransitionTimeMovesOnlyWithTheStatus() {
    Conditions first = with(Conditions.NONE, Status.FALSE, NOON, 1);

    assertThat(only(with(first, Status.FALSE, LATER, 1)).lastTransitionTime()).isEqualTo(NOON);
    assertThat(only(with(first, Status.TRUE, LATER, 1)).lastTransitionTime()).isEqualTo(LATER);
  }

  @Test
  void aConditionSetAgainAsItWasIsEqual() {
    Conditions first = with(Conditions.NONE, Status.TRUE, NOON, 1);

    assertThat(with(first, Status.TRUE, LATER, 1)).isEqualTo(first);
  }

  @Test
  void reasonAndMessageMoveWithoutATransition() {
    Conditions first = with(Conditions.NONE, Status.FALSE, NOON, 1);

    Condition next = only(first.with(TYPE, Status.FALSE, new Reason("Other"), "text", LATER, 1));

    assertThat(next.reason()).isEqualTo(new Reason("Other"));
    assertThat(next.message()).isEqualTo("text");
    assertThat(next.lastTransitionTime()).isEqualTo(NOON);
  }

  @Test
  void theObservedGenerationIsSetOnlyAfterSuccess() {
    Conditions failed = with(Conditions.NONE, Status.FALSE, NOON, 3);
    Conditions succeeded = with(failed, Status.TRUE, NOON, 3);
    Conditions failedAgain = with(succeeded, Status.FALSE, NOON, 4);
    Conditions unknown = with(failedAgain, Status.UNKNOWN, NOON, 5);

    assertThat(only(failed).observedGeneration()).isZero();
    assertThat(only(succeeded).observedGeneration()).isEqualTo(3);
    assertThat(only(failedAgain).observedGeneration()).isEqualTo(3);
    assertThat(only(unknown).observedGeneration()).isEqualTo(3);
  }

  @Test
  void conditionsKeepTheOrderInWhichTheyAppeared() {
    Conditions three =
        Conditions.NONE
            .with("B", Status.TRUE, WHY, "", NOON, 1)
            .with("A", Status.TRUE, WHY, "", NOON, 1)
            .with("C", Status.TRUE, WHY, "", NOON, 1);

    assertThat(three.with("B", Status.FALSE, WHY, "", LATER, 1).list())
        .extracting(Condition::type)
        .containsExactly("B", "A", "C");
    assertThat(three.without("A").list()).extracting(Condition::type).containsExactly("B", "C");
    assertThat(three.without("D")).isEqualTo(three);
  }

  @Test
  void onlyTrueIsTrue() {
    assertThat(Conditions.NONE.isTrue(TYPE)).isFalse();
    assertThat(with(Conditions.NONE, Status.UNKNOWN, NOON, 1).isTrue(TYPE)).isFalse();
    assertThat(with(Conditions.NONE, Status.FALSE, NOON, 1).isTrue(TYPE)).isFalse();
    assertThat(with(Conditions.NONE, Status.TRUE, NOON, 1).isTrue(TYPE)).isTrue();
  }

  private static Conditions with(Conditions old, Status status, Instant at, long generation) {
    return old.with(TYPE, status, WHY, "", at, generation);
  }

  private static Condition only(Conditions conditions) {
    assertThat(conditions.list()).hasSize(1);
    return conditions.list().getFirst();
  }
}
