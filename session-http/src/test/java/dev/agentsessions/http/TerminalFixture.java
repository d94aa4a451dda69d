package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.testkit.FakeProcesses;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerRef;

/** A running session with one terminal, and the way to it. */
record TerminalFixture(RunningHost host, WorkerRef worker) {
  static TerminalFixture running(RunningHost host, String name) {
    JsonNode session = host.client().createRunning(name);
    return new TerminalFixture(
        host,
        new WorkerRef(
            new SessionId(session.get("id").asText()),
            new WorkerId(session.at("/workers/0/id").asText())));
  }

  String session() {
    return SESSIONS + "/" + worker.session();
  }

  String path() {
    return session() + "/workers/" + worker.worker();
  }

  TestSocket join() {
    return join("");
  }

  /**
   * @param query with its question mark
   */
  TestSocket join(String query) {
    return TestSocket.join(host.port(), path() + "/terminal" + query);
  }

  FakeProcesses processes() {
    return host.world().workers().processes();
  }

  void print(String text) {
    processes().print(worker, text);
  }

  void print(byte[] bytes) {
    processes().print(worker, bytes);
  }
}
