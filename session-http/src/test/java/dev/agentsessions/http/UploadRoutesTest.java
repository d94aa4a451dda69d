package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.Uploads;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UploadRoutesTest {
  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();
  private final JsonNode session = client.createResting("uploads" + System.nanoTime());
  private final String base = SESSIONS + "/" + session.get("slug").asText();

  @Test
  @DisplayName("F-02 files are uploaded before start, and removed")
  void uploads() {
    put("notes.txt", 3).expect(204);
    put("n%20%C3%A9.bin", Uploads.MAX_BYTES).expect(204);
    assertThat(waiting()).containsExactlyInAnyOrder("notes.txt", "n é.bin");

    client.delete(base + "/uploads/notes.txt").expect(204);

    assertThat(waiting()).containsExactly("n é.bin");
    client.delete(base + "/uploads/notes.txt").problem(404, "not-found");
  }

  @Test
  @DisplayName("F-02 an empty upload is 400, one of more than 10 MB 413")
  void sizes() {
    put("empty", 0).problem(400, "invalid");
    put("large", Uploads.MAX_BYTES + 1).problem(413, "too-large");

    assertThat(waiting()).isEmpty();
  }

  @Test
  @DisplayName("F-03 an upload has one name")
  void names() {
    for (String each : new String[] {"a%2Fb", "%2e%2e", ".git", "%5c", "%00", "%ff"}) {
      put(each, 1).problem(400, "invalid");
    }
    assertThat(waiting()).isEmpty();
  }

  @Test
  @DisplayName("F-02 a session that has started takes no uploads, and the phase is told")
  void started() {
    JsonNode running = client.createRunning("started" + System.nanoTime());
    String path = SESSIONS + "/" + running.get("slug").asText() + "/uploads/file";

    JsonNode problem =
        client
            .send(client.request(path).PUT(BodyPublishers.ofString("x")))
            .problem(409, "wrong-phase");

    assertThat(problem.get("phase").asText()).isEqualTo("Running");
    client.delete(path).problem(409, "wrong-phase");
    client.delete(SESSIONS + "/nobody/uploads/x").problem(404, "not-found");
  }

  private Set<String> waiting() {
    return host.world().uploads().waiting(new SessionId(session.get("id").asText()));
  }

  private TestClient.Reply put(String name, int bytes) {
    return client.send(
        client.request(base + "/uploads/" + name).PUT(BodyPublishers.ofByteArray(new byte[bytes])));
  }
}
