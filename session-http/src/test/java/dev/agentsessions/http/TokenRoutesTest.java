package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenRoutesTest {
  private static final String TOKENS = TokenEndpoints.TOKENS;

  @TempDir static Path data;
  private static RunningHost host;
  private static TestClient admin;

  @BeforeAll
  static void start() {
    TokenHost tokens = TokenHost.start(data);
    host = tokens.host();
    admin = tokens.admin();
  }

  @AfterAll
  static void close() {
    host.close();
  }

  @Test
  @DisplayName("T-03 the administrator's token is in a file for its owner alone")
  void theAdministratorsToken() throws IOException {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("admin.token"))))
        .isEqualTo("rw-------");

    JsonNode own = admin.get(TOKENS).expect(200).json().at("/items/0");
    assertThat(own.get("name").asText()).isEqualTo("admin.token");
    assertThat(own.get("administrator").asBoolean()).isTrue();
    admin.post("/api/v1/projects", "{\"id\": \"made-by-admin\"}").expect(201);
  }

  @Test
  @DisplayName("T-01, T-03 a token is told once, is listed without its secret, and is its user")
  void aTokenIsToldOnce() {
    TestClient.Reply reply =
        admin.post(TOKENS, "{\"name\": \"laptop\", \"user\": \"lea\"}").expect(201);
    JsonNode made = reply.json();
    TestClient lea = host.client().by(made.get("token").asText());

    assertThat(reply.header("Location")).isEqualTo(TOKENS + "/" + made.get("id").asText());
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(made.get("administrator").asBoolean()).isFalse();
    assertThat(lifetime(made)).isEqualTo(Duration.ofDays(90));
    JsonNode listed = lea.get(TOKENS).expect(200).json().get("items");
    assertThat(listed).hasSize(1);
    assertThat(listed.at("/0/name").asText()).isEqualTo("laptop");
    assertThat(listed.at("/0").has("token")).isFalse();
    JsonNode session = lea.createResting("leas");
    assertThat(session.get("createdBy").asText()).isEqualTo("lea");
    assertThat(session.at("/owner/id").asText()).isEqualTo("lea");
  }

  @Test
  @DisplayName("T-03 a token lives as long as asked, up to a year")
  void aTokenLivesAsLongAsAsked() {
    JsonNode longest = made(admin, "{\"name\": \"n\", \"user\": \"max\", \"lifetime\": \"P365D\"}");

    assertThat(lifetime(longest)).isEqualTo(Duration.ofDays(365));
    for (String wrong : new String[] {"P366D", "PT0S", "-P1D", "soon"}) {
      assertThat(
              admin
                  .post(TOKENS, "{\"name\": \"n\", \"lifetime\": \"%s\"}".formatted(wrong))
                  .problem(400, "invalid")
                  .get("field")
                  .asText())
          .isEqualTo("lifetime");
    }
  }

  @Test
  @DisplayName("T-03 a name is needed, and nothing unknown is taken")
  void refusesOtherShapes() {
    assertThat(admin.post(TOKENS, "{}").problem(400, "invalid").get("field").asText())
        .isEqualTo("name");
    assertThat(
            admin
                .post(TOKENS, "{\"name\": \"n\", \"administrator\": true}")
                .problem(400, "invalid")
                .get("field")
                .asText())
        .isEqualTo("administrator");
    admin.post(TOKENS, "{\"name\": \" \"}").problem(400, "invalid");
  }

  @Test
  @DisplayName("T-03 a revoked token is refused from then on")
  void aRevokedTokenIsRefused() {
    JsonNode made = made(admin, "{\"name\": \"n\", \"user\": \"rob\"}");
    TestClient rob = host.client().by(made.get("token").asText());
    String path = TOKENS + "/" + made.get("id").asText();

    rob.delete(path).expect(204);

    assertThat(rob.get(SESSIONS).problem(401, "unauthenticated").get("detail").asText())
        .doesNotContain(made.get("token").asText());
    admin.delete(path).problem(404, "not-found");
  }

  @Test
  @DisplayName("T-02, T-03 nobody makes, lists or revokes another's token, but administrators")
  void othersTokensAreOthers() {
    JsonNode eves = made(admin, "{\"name\": \"n\", \"user\": \"eve\"}");
    JsonNode ians = made(admin, "{\"name\": \"n\", \"user\": \"ian\"}");
    TestClient eve = host.client().by(eves.get("token").asText());
    String path = TOKENS + "/" + ians.get("id").asText();

    eve.post(TOKENS, "{\"name\": \"n\", \"user\": \"ian\"}").problem(403, "denied");
    eve.post(TOKENS, "{\"name\": \"n\", \"user\": \"nobody\"}").problem(403, "denied");
    eve.get(TOKENS + "?user=ian").problem(403, "denied");
    eve.delete(path).problem(404, "not-found");
    eve.delete(TOKENS + "/tok-nobody").problem(404, "not-found");
    assertThat(admin.get(TOKENS + "?user=ian").expect(200).json().get("items")).hasSize(1);
    JsonNode more = made(eve, "{\"name\": \"another\", \"user\": \"eve\"}");
    assertThat(more.get("administrator").asBoolean()).isFalse();
    admin.delete(path).expect(204);
  }

  @Test
  @DisplayName("T-03 a user has at most 100 tokens")
  void aUserHasABoundedNumberOfTokens() {
    TestClient many =
        host.client()
            .by(made(admin, "{\"name\": \"0\", \"user\": \"many\"}").get("token").asText());
    for (int i = 1; i < 100; i++) {
      made(many, "{\"name\": \"%d\"}".formatted(i));
    }

    many.post(TOKENS, "{\"name\": \"one more\"}").problem(429, "limit-reached");
  }

  private static JsonNode made(TestClient by, String body) {
    return by.post(TOKENS, body).expect(201).json();
  }

  private static Duration lifetime(JsonNode token) {
    return Duration.between(
        Instant.parse(token.get("createdAt").asText()),
        Instant.parse(token.get("expiresAt").asText()));
  }
}
