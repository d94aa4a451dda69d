package dev.agentsessions.pty.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.pty.log.WorkerKey;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerMarkTest {
  private static final WorkerMark MARK = new WorkerMark("k-1", new WorkerKey("ses-1", "wrk-2"), 3);

  @Test
  @DisplayName("L-09 a mark is read from an environment as it was written, wherever it stands")
  void aMarkIsReadAsItWasWritten() {
    String written = MARK.addedTo(Map.of()).get(WorkerMark.VARIABLE);

    assertThat(WorkerMark.parse("A=1\0" + WorkerMark.VARIABLE + "=" + written + "\0B=\0"))
        .contains(MARK);
    assertThat(WorkerMark.parse(WorkerMark.VARIABLE + "=" + written + "\0")).contains(MARK);
  }

  @Test
  void nobodyForgesAMark() {
    assertThat(MARK.addedTo(Map.of("A", "1", WorkerMark.VARIABLE, "mine")))
        .isEqualTo(Map.of("A", "1", WorkerMark.VARIABLE, "k-1/ses-1/wrk-2/3"));
  }

  @ParameterizedTest
  @DisplayName("L-09 what is no mark marks nobody")
  @ValueSource(
      strings = {
        "",
        "\0",
        "A=1\0",
        "XAGENT_SESSIONS_WORKER=k-1/ses-1/wrk-2/3\0",
        "A=AGENT_SESSIONS_WORKER=k-1/ses-1/wrk-2/3\0",
        "AGENT_SESSIONS_WORKER=\0",
        "AGENT_SESSIONS_WORKER=k-1/ses-1/wrk-2\0",
        "AGENT_SESSIONS_WORKER=k-1/ses-1/wrk-2/3/4\0",
        "AGENT_SESSIONS_WORKER=k-1/ses-1/wrk-2/three\0",
        "AGENT_SESSIONS_WORKER=k-1/ses-1/../3\0",
        "AGENT_SESSIONS_WORKER=k-1/ses-1/wrk-2/99999999999999999999\0"
      })
  void whatIsNoMarkMarksNobody(String environment) {
    assertThat(WorkerMark.parse(environment)).isEmpty();
  }
}
