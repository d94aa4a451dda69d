package dev.agentsessions.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.agentsessions.session.SessionLifecycle.Move;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SPEC 1.3, typed out once more: a slip in the table is not a slip in both. */
class SessionLifecycleTest {
  private static final String SPEC =
      """
      CREATED     SPAWN     SPAWNING
      CREATED     TERMINATE TERMINATING
      SPAWNING    ACTIVATE  ACTIVE
      SPAWNING    TERMINATE TERMINATING
      ACTIVE      TERMINATE TERMINATING
      TERMINATING TERMINATE TERMINATING
      TERMINATING STOP      STOPPED
      TERMINATING COMPLETE  COMPLETED
      TERMINATING FAIL      FAILED
      STOPPED     RESTART   CREATED
      COMPLETED   RESTART   CREATED
      FAILED      RESTART   CREATED
      STOPPED     CLEAN     CLEANED
      COMPLETED   CLEAN     CLEANED
      FAILED      CLEAN     CLEANED
      TERMINATING CLEAN     CLEANED
      """;

  static Stream<Move> moves() {
    return SPEC.lines().map(line -> line.split(" +")).map(SessionLifecycleTest::move);
  }

  static Stream<Arguments> absentPairs() {
    return Arrays.stream(SessionState.values())
        .flatMap(
            state ->
                Arrays.stream(LifecycleEvent.values())
                    .filter(event -> moves().noneMatch(move -> isOf(move, state, event)))
                    .map(event -> arguments(state, event)));
  }

  @ParameterizedTest
  @MethodSource("moves")
  void everyMoveOfTheTableIsTaken(Move move) {
    assertThat(SessionLifecycle.next(move.from(), move.on())).isEqualTo(move.to());
  }

  @ParameterizedTest
  @MethodSource("absentPairs")
  void everyOtherPairIsRefusedWithStateEventAndReason(SessionState state, LifecycleEvent event) {
    assertThatThrownBy(() -> SessionLifecycle.next(state, event))
        .isInstanceOfSatisfying(
            SessionException.IllegalTransition.class,
            refusal -> {
              assertThat(refusal.state()).isEqualTo(state);
              assertThat(refusal.event()).isEqualTo(event);
              assertThat(refusal)
                  .hasMessageContaining(state.phase().toString())
                  .hasMessageContaining("no such move");
            });
  }

  @Test
  void theTableHasTheMovesOfTheSpecAndNoOther() {
    assertThat(SessionLifecycle.MOVES).containsExactlyInAnyOrderElementsOf(moves().toList());
    assertThat(absentPairs()).hasSize(8 * 8 - 16);
  }

  @ParameterizedTest
  @MethodSource("moves")
  void aSessionTakesEveryMove(Move move) {
    assertThat(take(SampleSessions.in(move.from()), move.on()).state()).isEqualTo(move.to());
  }

  @ParameterizedTest
  @MethodSource("absentPairs")
  void aSessionRefusesEveryOtherPairAndStaysAsItIs(SessionState state, LifecycleEvent event) {
    Session session = SampleSessions.in(state);

    assertThatThrownBy(() -> take(session, event))
        .isInstanceOf(SessionException.IllegalTransition.class);

    assertThat(session).isEqualTo(SampleSessions.in(state));
  }

  /** What is shown outside: SPEC 1.3's phases. */
  @Test
  void everyStateHasItsPhase() {
    assertThat(Stream.of(SessionState.values()).limit(7).map(state -> state.phase().toString()))
        .containsExactly(
            "Pending", "Creating", "Running", "Stopping", "Stopped", "Completed", "Failed");
  }

  @Test
  void liveAndRestingAreAsTheSpecSays() {
    assertThat(SessionState.values())
        .filteredOn(SessionState::isLive)
        .containsExactly(
            SessionState.CREATED,
            SessionState.SPAWNING,
            SessionState.ACTIVE,
            SessionState.TERMINATING);
    assertThat(SessionState.values())
        .filteredOn(SessionState::isResting)
        .containsExactly(SessionState.STOPPED, SessionState.COMPLETED, SessionState.FAILED);
  }

  private static Session take(Session session, LifecycleEvent event) {
    return event == LifecycleEvent.TERMINATE
        ? session.terminate(Ending.of(Ending.Target.STOPPED, Reason.USER))
        : session.after(event, SampleSessions.NOON);
  }

  private static Move move(String[] line) {
    return new Move(
        SessionState.valueOf(line[0]),
        LifecycleEvent.valueOf(line[1]),
        SessionState.valueOf(line[2]));
  }

  private static boolean isOf(Move move, SessionState state, LifecycleEvent event) {
    return move.from() == state && move.on() == event;
  }
}
