package dev.agentsessions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TerminalTextTest {
  @Test
  @DisplayName("W-09 an end that nobody saw is said as that: no code, no signal")
  void anUnseenEndIsSaidAsThat() {
    assertThat(TerminalText.exit(WorkerExit.unseen(Cause.UNEXPECTED)))
        .isEqualTo(
            "{\"type\":\"exit\",\"message\":\"nobody saw how it"
                + " ended\",\"reason\":\"unexpected\"}");
  }

  @Test
  @DisplayName("W-09 an end says its code or signal, and whether it was asked for")
  void anEndSaysWhatIsKnown() {
    assertThat(TerminalText.exit(WorkerExit.code(0, Cause.UNEXPECTED)))
        .isEqualTo("{\"type\":\"exit\",\"code\":0,\"reason\":\"unexpected\"}");
    assertThat(TerminalText.exit(WorkerExit.signal(15, Cause.MANAGED)))
        .isEqualTo("{\"type\":\"exit\",\"signal\":15,\"reason\":\"managed\"}");
  }
}
