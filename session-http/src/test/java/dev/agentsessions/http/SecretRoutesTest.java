package dev.agentsessions.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions' secrets, by REST. */
class SecretRoutesTest {
  @RegisterExtension static final RunningHost host = RunningHost.usual();
  private static final String VALUE = "{\"value\": \"hunter2\"}";

  private final TestClient client = host.client();

  @Test
  @DisplayName("P-06 a secret is set, replaced and removed, and no answer ever tells it")
  void aSecretIsWrittenOnly() {
    TerminalFixture terminal = TerminalFixture.running(host, "secretive");
    String secret = terminal.session() + "/secrets/API_KEY";

    assertThat(client.put(secret, VALUE).expect(204).text()).isEmpty();
    client.put(secret, VALUE).expect(204);
    client.get(secret).problem(405, "method-not-allowed");
    assertThat(client.get(terminal.session()).text()).doesNotContain("hunter2", "API_KEY");
    assertThat(client.get(terminal.session() + "/export").text())
        .doesNotContain("hunter2", "API_KEY");

    client.delete(secret).expect(204);
    client.delete(secret).problem(404, "not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PATH|{'value': 'x'}|name",
        "a-b|{'value': 'x'}|name",
        "KEY|{}|value",
        "KEY|{'value': ''}|value",
        "KEY|{'value': 1}|value",
        "KEY|{'value': 'x', 'other': 1}|other"
      })
  @DisplayName("P-06 a secret in the wrong form is refused with what is wrong")
  void aSecretInTheWrongForm(String name, String body, String field) {
    TerminalFixture terminal =
        TerminalFixture.running(host, "wrong-" + Integer.toHexString((name + body).hashCode()));

    var problem =
        client
            .put(terminal.session() + "/secrets/" + name, body.replace('\'', '"'))
            .problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo(field);
  }

  @Test
  @DisplayName("P-06 a session that is not there has no secrets")
  void anUnknownSession() {
    client.put(TestClient.SESSIONS + "/nobody/secrets/KEY", VALUE).problem(404, "not-found");
    client.delete(TestClient.SESSIONS + "/nobody/secrets/KEY").problem(404, "not-found");
  }
}
