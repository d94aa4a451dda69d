package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Module;
import com.google.inject.multibindings.MapBinder;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.workspace.ContentService;
import dev.agentsessions.workspace.ContentServices;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a host tells the content service of a session, and what it takes from it. */
class ContentForwardingTest {
  private static final String TOKEN = "t".repeat(64);

  private static volatile ScriptedServer pod;

  private static final RunningHost host = RunningHost.usual().and(contents());
  private static final RunningHost onlookers =
      RunningHost.with(ContentForwardingTest::viewOnly, Patience.USUAL).and(contents());

  private static Module contents() {
    return binder ->
        MapBinder.newMapBinder(binder, String.class, ContentServices.class)
            .addBinding(SessionSpec.LOCAL)
            .toInstance((session, endpoint) -> new ContentService(pod.address(), TOKEN));
  }

  private static Reach viewOnly(Caller caller, Permission permission, ProjectId project) {
    if (permission != Permission.VIEW) {
      throw new SessionException.Denied("may only look");
    }
    return Authorizer.SINGLE_USER.reach(caller, permission, project);
  }

  @BeforeAll
  static void start() {
    host.start();
    onlookers.start();
  }

  @AfterAll
  static void close() {
    onlookers.close();
    host.close();
  }

  @BeforeEach
  void openPod() {
    pod = ScriptedServer.answering("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nETag: \"1\"\r\n\r\nhi");
  }

  @AfterEach
  void closePod() {
    pod.close();
  }

  @Test
  @DisplayName("K-08, T-03 a pod is told its token and the session's id, and nothing of who asks")
  void nothingOfTheCaller() {
    String id = host.client().createRunning("told").get("id").asText();

    TestClient.Reply reply =
        host.client().get(SESSIONS + "/told/files/a%20b", "Cookie", "login=mine");

    assertThat(reply.expect(200).text()).isEqualTo("hi");
    assertThat(reply.header("Set-Cookie")).isEmpty();
    assertThat(reply.header("ETag")).isEqualTo("\"1\"");
    String asked = pod.asked();
    assertThat(asked)
        .startsWith("GET " + SESSIONS + "/" + id + "/files/a%20b HTTP/1.1\r\n")
        .contains("\r\nAuthorization: Bearer " + TOKEN + "\r\n")
        .contains("\r\nHost: " + pod.address().getAuthority() + "\r\n")
        .doesNotContainIgnoringCase("cookie")
        .doesNotContainIgnoringCase("mine")
        .doesNotContainIgnoringCase(Recipient.PROOF.defaultCase());
  }

  @Test
  @DisplayName("K-08, T-02 who may not do it is refused before the pod hears of it")
  void whoMayNotIsRefused() {
    String id = host.client().createRunning("guarded").get("id").asText();

    onlookers.client().delete(SESSIONS + "/any/files/a").problem(403, "denied");
    host.client().get(SESSIONS + "/nobody/files/a").problem(404, "not-found");
    host.client().get("/api/v1/projects/other/sessions/" + id + "/files").problem(404, "not-found");

    assertThat(pod.wasAsked()).isFalse();
  }

  @Test
  @DisplayName("K-08 what is stored, typed and interrupted needs no pod")
  void theRestIsAnsweredHere() {
    TerminalFixture terminal = TerminalFixture.running(host, "typed");

    host.client().get(terminal.session()).expect(200);
    host.client().get(terminal.path()).expect(200);
    host.client().post(terminal.session() + "/interrupt").expect(200);

    assertThat(pod.wasAsked()).isFalse();
  }

  @Test
  @DisplayName("K-08 at rest there is no pod: 409 says what to do, also to who joins a terminal")
  void atRest() {
    String id = host.client().createResting("resting").get("id").asText();

    String detail =
        host.client()
            .get(SESSIONS + "/" + id + "/files")
            .problem(409, "wrong-phase")
            .get("detail")
            .asText();

    assertThat(detail).contains("start the session, or ask for access to its workspace");
    String[] lines = TestSocket.handshake(host.port(), "");
    int joined =
        RawHttp.status(
            host.port(),
            "GET",
            SESSIONS + "/" + id + "/workers/wrk-1/terminal",
            Arrays.copyOfRange(lines, 1, lines.length));
    assertThat(joined).isEqualTo(409);
  }

  @Test
  @DisplayName("K-08 a pod that does not answer as a service does, or not at all, is 503 or 504")
  void nonsense() {
    String id = host.client().createRunning("nonsense").get("id").asText();
    pod.close();
    pod = ScriptedServer.answering("HTTP/1.1 200 OK\nSet-Cookie: a=b\n\n<script>");

    host.client().get(SESSIONS + "/" + id + "/files").problem(503, "unavailable");
    host.client().delete(SESSIONS + "/" + id + "/files/a").problem(504, "outcome-unknown");

    pod.close();
    host.client().get(SESSIONS + "/" + id + "/files").problem(503, "unavailable");
  }
}
