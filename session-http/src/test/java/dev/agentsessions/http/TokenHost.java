package dev.agentsessions.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.identity.TokenSecret;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A host whose callers have tokens, and some of them. */
record TokenHost(RunningHost host, Path data) implements AutoCloseable {
  static TokenHost start(Path data) {
    return new TokenHost(RunningHost.withTokens(data).start(), data);
  }

  String adminToken() {
    try {
      return Files.readString(data.resolve("admin.token")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestClient admin() {
    return host.client().by(adminToken());
  }

  /** A new token of a person. */
  JsonNode tokenOf(String user) {
    return admin()
        .post(TokenEndpoints.TOKENS, "{\"name\": \"test\", \"user\": \"%s\"}".formatted(user))
        .expect(201)
        .json();
  }

  TestClient person(String user) {
    return host.client().by(tokenOf(user).get("token").asText());
  }

  static WorkerRef worker(JsonNode session) {
    return new WorkerRef(
        new SessionId(session.get("id").asText()),
        new WorkerId(session.at("/workers/0/id").asText()));
  }

  /** The token that a running session's first worker has. */
  String workerToken(JsonNode session) {
    return host.world()
        .workers()
        .processes()
        .find(worker(session))
        .orElseThrow()
        .launch()
        .token()
        .map(TokenSecret::text)
        .orElseThrow();
  }

  @Override
  public void close() {
    host.close();
  }
}
