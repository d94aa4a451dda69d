package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.host.HostWatch;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks one host about a session of another one. */
class ForwardedCallersTest {
  @TempDir Path data;
  private TokenHost home;
  private RunningHost other;
  private JsonNode anns;
  private JsonNode session;

  @BeforeEach
  void start() {
    home = TokenHost.start(data);
    other = RunningHost.beside(home.host(), "other").start();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> other.get(HostWatch.class).living().size() == 2);
    anns = home.tokenOf("ann");
    session = home.host().client().by(text(anns)).createRunning("anns");
  }

  @AfterEach
  void close() {
    other.close();
    home.close();
  }

  @Test
  @DisplayName("P-07, T-02 whoever may not do it where the session lives may not do it elsewhere")
  void callersAreThemselves() {
    String files = SESSIONS + "/" + session.get("id").asText() + "/files";
    TestClient nobody = other.client();
    TestClient bob = nobody.by(text(home.tokenOf("bob")));

    nobody.get(files).problem(401, "unauthenticated");
    bob.get(files).problem(404, "not-found");
    nobody.by(text(anns)).get(files).expect(200);
    nobody.by(home.workerToken(session)).get(files).expect(200);
  }

  @Test
  @DisplayName("P-07, T-03 a socket that was joined elsewhere closes when its token is revoked")
  void revoked() {
    String terminal =
        "%s/%s/workers/%s/terminal"
            .formatted(SESSIONS, session.get("id").asText(), session.at("/workers/0/id").asText());
    try (TestSocket socket = TestSocket.joinBy(text(anns), other.port(), terminal)) {
      socket.skipTo("caught-up");
      home.admin().delete(TokenEndpoints.TOKENS + "/" + anns.get("id").asText()).expect(204);

      home.host().ticker().leap(Duration.ofSeconds(50));

      assertThat(socket.skipToClose()).isEqualTo(4008);
    }
  }

  private static String text(JsonNode token) {
    return token.get("token").asText();
  }
}
