package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialWatchTest {
  /** Less than the minute that is promised, so that there is time to say goodbye. */
  private static final Duration SOON = Duration.ofSeconds(50);

  private static final String EVENTS = "/api/v1/projects/default/events";

  @TempDir Path data;
  private TokenHost tokens;

  @BeforeEach
  void start() {
    tokens = TokenHost.start(data);
  }

  @AfterEach
  void close() {
    tokens.close();
  }

  @Test
  @DisplayName("T-03 sockets and streams of a revoked token close in less than a minute")
  void whatARevokedTokenOpenedCloses() {
    JsonNode lost = tokens.tokenOf("ann");
    JsonNode kept = tokens.tokenOf("ann");
    JsonNode session = by(lost).createRunning("anns");
    try (TestSocket lostSocket = join(lost, session);
        TestSocket keptSocket = join(kept, session);
        EventReader lostStream = follow(lost);
        EventReader keptStream = follow(kept)) {
      by(kept).delete(TokenEndpoints.TOKENS + "/" + lost.get("id").asText()).expect(204);

      tokens.host().ticker().leap(SOON);

      assertThat(lostSocket.skipToClose()).isEqualTo(4008);
      lostStream.rest();
      by(kept)
          .patch(SESSIONS + "/" + session.get("id").asText(), "{\"displayName\": \"Still\"}")
          .expect(200);
      keptStream.until("session.metadata-changed");
      keptSocket.skipTo("caught-up");
      tokens.host().world().workers().processes().print(TokenHost.worker(session), "still");
      assertThat(keptSocket.outputUntil(0, 5)).asString().isEqualTo("still");
    }
  }

  @Test
  @DisplayName("T-03, W-02 what a worker opened closes when its process is over")
  void whatAWorkerOpenedCloses() {
    JsonNode anns = tokens.tokenOf("ann");
    JsonNode session = by(anns).createRunning("anns");
    String path = SESSIONS + "/" + session.get("id").asText();
    try (EventReader stream =
        EventReader.by(tokens.workerToken(session), tokens.host().port(), path + "/events", 0)) {
      by(anns).post(path + "/stop").expect(202);
      by(anns).awaitPhase(session.get("id").asText(), "Stopped");

      tokens.host().ticker().leap(SOON);

      assertThat(stream.rest()).isNotEmpty();
    }
  }

  private TestClient by(JsonNode token) {
    return tokens.host().client().by(token.get("token").asText());
  }

  private TestSocket join(JsonNode token, JsonNode session) {
    String path =
        "%s/%s/workers/%s/terminal"
            .formatted(SESSIONS, session.get("id").asText(), session.at("/workers/0/id").asText());
    return TestSocket.joinBy(token.get("token").asText(), tokens.host().port(), path);
  }

  private EventReader follow(JsonNode token) {
    return EventReader.by(token.get("token").asText(), tokens.host().port(), EVENTS, 0);
  }
}
