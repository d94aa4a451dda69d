package dev.agentsessions.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.SampleSessions;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerExit.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit of the workers' values, from both sides. */
class WorkerRecordsTest {
  private static final Worker WORKER = SampleSessions.terminal("wrk-1", "Shell");

  @ParameterizedTest
  @ValueSource(strings = {"", "a_b", "a.b", "a/b", "ä", "wrk 1"})
  void aWorkerIdHasLettersDigitsAndHyphens(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> new WorkerId(id));
    assertThatIllegalArgumentException().isThrownBy(() -> new WorkerId("x".repeat(65)));
    assertThat(new WorkerId("x".repeat(64)).value()).hasSize(64);
  }

  @Test
  void aNameHas1To200Characters() {
    assertThat(SampleSessions.terminal("wrk-1", "x".repeat(200)).name()).hasSize(200);

    assertInvalid("workers.name", () -> SampleSessions.terminal("wrk-1", " "));
    assertInvalid("workers.name", () -> SampleSessions.terminal("wrk-1", "x".repeat(201)));
  }

  @Test
  @DisplayName("W-06 a terminal has 1 to 1,000 columns and rows, 120x30 unless said otherwise")
  void aTerminalHas1To1000ColumnsAndRows() {
    assertThat(WindowSize.DEFAULT).isEqualTo(new WindowSize(120, 30));
    assertThat(new WindowSize(1, 1000)).isNotEqualTo(new WindowSize(1000, 1));

    assertInvalid("cols", () -> new WindowSize(0, 1));
    assertInvalid("cols", () -> new WindowSize(1001, 1));
    assertInvalid("rows", () -> new WindowSize(1, 0));
    assertInvalid("rows", () -> new WindowSize(1, 1001));
  }

  @Test
  void aCommandNamesAProgramAndHasNoNul() {
    assertThat(TerminalWorker.LOGIN_SHELL.command()).isEmpty();
    assertThat(new TerminalWorker(List.of("ls", "")).command()).hasSize(2);

    assertInvalid("command", () -> new TerminalWorker(List.of("")));
    assertInvalid("command", () -> new TerminalWorker(List.of("ls", "a\0b")));
  }

  @Test
  void epochsStartAt1() {
    assertThatIllegalArgumentException().isThrownBy(() -> new WorkerDesired(Goal.RUN, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new WorkerLaunch(WORKER.id(), 0, List.of(), Map.of(), WindowSize.DEFAULT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WorkerSighting(WORKER.id(), 0, Optional.empty(), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> WorkerObserved.running(-1));
    assertThat(WorkerObserved.NOTHING.epoch()).isZero();
  }

  @Test
  void whatWasPrintedIsNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WorkerSighting(WORKER.id(), 1, Optional.empty(), -1));
  }

  @Test
  @DisplayName("W-09 an exit has a code or a signal, never both, and unknown is neither")
  void anExitHasACodeOrASignal() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new WorkerExit(
                    OptionalInt.of(0), OptionalInt.of(9), Cause.MANAGED, Optional.empty()));
    assertThat(WorkerExit.code(0, Cause.UNEXPECTED).isClean()).isTrue();
    assertThat(WorkerExit.code(1, Cause.UNEXPECTED).isClean()).isFalse();
    assertThat(WorkerExit.signal(15, Cause.UNEXPECTED).isClean()).isFalse();
    assertThat(WorkerExit.failed("no such program").isClean()).isFalse();
    assertThat(WorkerObserved.lost(1).exit()).isEmpty();
  }

  @Test
  @DisplayName("W-09 what was asked to end is stopped, what ended by itself has exited")
  void theCauseTellsStoppedFromExited() {
    assertThat(WorkerObserved.ended(1, WorkerExit.code(0, Cause.MANAGED)).state())
        .isEqualTo(WorkerState.STOPPED);
    assertThat(WorkerObserved.ended(1, WorkerExit.code(0, Cause.UNEXPECTED)).state())
        .isEqualTo(WorkerState.EXITED);
    assertThat(WorkerObserved.ended(1, WorkerExit.failed("no such program")).state())
        .isEqualTo(WorkerState.EXITED);
    assertThat(WorkerState.values())
        .filteredOn(WorkerState::isOver)
        .containsExactly(WorkerState.EXITED, WorkerState.LOST, WorkerState.STOPPED);
  }

  @Test
  @DisplayName("W-09 an end that nobody saw is lost, or stopped if it was asked for; never code 0")
  void anUnseenEndIsLost() {
    WorkerExit unseen = WorkerExit.unseen(Cause.UNEXPECTED);

    assertThat(unseen.code()).isEmpty();
    assertThat(unseen.signal()).isEmpty();
    assertThat(unseen.isClean()).isFalse();
    assertThat(unseen.inWords()).isEqualTo("nobody saw how it ended");
    assertThat(WorkerObserved.ended(3, unseen)).isEqualTo(WorkerObserved.lost(3));
    assertThat(WorkerObserved.ended(3, WorkerExit.unseen(Cause.MANAGED)).state())
        .isEqualTo(WorkerState.STOPPED);
  }

  @Test
  @DisplayName("W-01 a restart keeps id and creation and takes an epoch after every earlier one")
  void aRestartTakesTheNextEpoch() {
    Worker restartedByItself = WORKER.withObserved(WorkerObserved.running(4));

    Worker again = restartedByItself.restarted();

    assertThat(again.desired()).isEqualTo(new WorkerDesired(Goal.RUN, 5));
    assertThat(again.restarted().desired().epoch()).isEqualTo(6);
    assertThat(again.id()).isEqualTo(WORKER.id());
    assertThat(again.createdAt()).isEqualTo(WORKER.createdAt());
    assertThat(again.wasTried()).isFalse();
    assertThat(again.wanting(Goal.DELETE).desired().epoch()).isEqualTo(5);
  }

  @Test
  void anEndpointHasAnAddressAndADirectory() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(" ", "/srv"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint("local", ""));
  }

  private static void assertInvalid(String field, ThrowingCallable making) {
    assertThatThrownBy(making)
        .isInstanceOfSatisfying(
            SessionException.Invalid.class,
            refusal -> assertThat(refusal.field()).isEqualTo(field));
  }
}
