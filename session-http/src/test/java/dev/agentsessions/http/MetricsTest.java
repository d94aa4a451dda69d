package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On a host of its own: what others do there would be counted, too. */
class MetricsTest {
  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  @DisplayName("X-02 what sessions do is told: live ones, moves, durations, errors, bytes, lag")
  void sessionMetrics() {
    TerminalFixture terminal = TerminalFixture.running(host, "measured");
    client.post(SESSIONS + "/measured/start").expect(409);
    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      terminal.print("seen");
      socket.outputUntil(0, 4);
      socket.type("ab");
      await()
          .untilAsserted(
              () ->
                  assertThat(client.get("/metrics").text())
                      .contains("sessions_terminal_bytes_total{direction=\"typed\"} 2.0"));

      assertThat(client.get("/metrics").text())
          .contains("sessions_live{state=\"ACTIVE\"} 1.0")
          .contains("sessions_transitions_total{from=\"SPAWNING\",to=\"ACTIVE\"} 1.0")
          .contains("sessions_operations_seconds_count{error=\"none\",operation=\"create\"} 1")
          .contains(
              "sessions_operations_seconds_count{error=\"IllegalTransition\",operation=\"start\"}"
                  + " 1")
          .contains("sessions_operation_steps_seconds_count{error=\"none\",operation=\"create\",")
          .contains("sessions_reconcile_passes_seconds_count{error=\"none\"}")
          .contains("sessions_reconcile_lag_seconds ")
          .contains("sessions_reconcile_due ")
          .contains("sessions_terminal_bytes_total{direction=\"sent\"} 4.0")
          .contains("sessions_terminal_clients 1.0");
    }
  }
}
