package dev.agentsessions.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.pty.keeper.ExitStatus;
import dev.agentsessions.pty.keeper.TerminalSize;
import dev.agentsessions.pty.keeper.WorkerStatus;
import dev.agentsessions.pty.log.WorkerKey;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerSighting;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatusMappingTest {
  @Test
  @DisplayName("W-09 a code, a signal, and whether it was asked for, are said as they are")
  void endsAreSaidAsTheyAre() {
    assertThat(seen(Optional.of(new ExitStatus.Code(3)), false, false).exit())
        .contains(WorkerExit.code(3, Cause.UNEXPECTED));
    assertThat(seen(Optional.of(new ExitStatus.Signalled(9)), true, false).exit())
        .contains(WorkerExit.signal(9, Cause.MANAGED));
  }

  @Test
  @DisplayName("W-09 an unknown end is said as unknown: no code, not 0, no signal")
  void anUnknownEndIsUnknown() {
    WorkerExit exit =
        seen(Optional.of(new ExitStatus.Unknown()), false, false).exit().orElseThrow();

    assertThat(exit.code()).isEmpty();
    assertThat(exit.signal()).isEmpty();
    assertThat(exit.isClean()).isFalse();
    assertThat(exit.inWords()).isEqualTo("nobody saw how it ended");
  }

  @Test
  @DisplayName("W-05 who never ran has its code and says why")
  void whoNeverRanSaysWhy() {
    WorkerExit exit =
        seen(Optional.of(new ExitStatus.NotRun(127, "why")), false, false).exit().orElseThrow();

    assertThat(exit.code()).hasValue(127);
    assertThat(exit.message()).contains("why");
    assertThat(exit.cause()).isEqualTo(Cause.UNEXPECTED);
  }

  @Test
  @DisplayName("L-07 a worker runs until all it had started is gone, if that was asked for")
  void aWorkerRunsUntilItsTreeIsGone() {
    WorkerSighting seen = seen(Optional.of(new ExitStatus.Code(0)), true, true);

    assertThat(seen.isRunning()).isTrue();
    assertThat(seen.worker()).isEqualTo(new WorkerId("wrk-1"));
    assertThat(seen.epoch()).isEqualTo(4);
    assertThat(seen.printed()).isEqualTo(50);
  }

  private static WorkerSighting seen(Optional<ExitStatus> exit, boolean managed, boolean stopping) {
    return StatusMapping.sighting(
        new WorkerStatus(
            new WorkerKey("ses-1", "wrk-1"),
            4,
            123,
            50,
            new TerminalSize(80, 24),
            exit,
            managed,
            stopping));
  }
}
