package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.inject.Module;
import com.google.inject.multibindings.MapBinder;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.testkit.FakeRestingWorkspaces;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.ContentService;
import dev.agentsessions.workspace.ContentServices;
import dev.agentsessions.workspace.KnownRepositories;
import dev.agentsessions.workspace.RestingWorkspaces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host tells the content service of a session, and what it takes from it. */
class ContentForwardingTest {
  private static final String TOKEN = "t".repeat(64);

  private static volatile ScriptedServer pod;

  private static final RunningHost host = RunningHost.usual().and(contents());
  private static final RunningHost onlookers =
      RunningHost.with(ContentForwardingTest::viewOnly, Patience.USUAL).and(contents());

  private static final FakeRestingWorkspaces resting =
      new FakeRestingWorkspaces(
          InstantSource.system(), () -> new ContentService(pod.address(), TOKEN));

  private static Module contents() {
    return binder -> {
      MapBinder.newMapBinder(binder, String.class, ContentServices.class)
          .addBinding(SessionSpec.LOCAL)
          .toInstance(new PodOfTest());
      MapBinder.newMapBinder(binder, String.class, RestingWorkspaces.class)
          .addBinding(SessionSpec.LOCAL)
          .toInstance(resting);
    };
  }

  private static final class PodOfTest implements ContentServices {
    @Override
    public ContentService of(SessionId session, Endpoint endpoint) {
      return new ContentService(pod.address(), TOKEN);
    }

    @Override
    public void tell(Session session, KnownRepositories known) {
      throw new IllegalStateException("no session here has repositories");
    }
  }

  private static final RunningHost hasty =
      RunningHost.with(
              Authorizer.SINGLE_USER,
              new Patience(
                  Duration.ofSeconds(30),
                  Duration.ofSeconds(90),
                  Duration.ofSeconds(90),
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(15),
                  Duration.ofMillis(300)))
          .and(contents());

  /** Whether onlookers may no more than look. */
  private static volatile boolean onlyLooking;

  private static Reach viewOnly(Caller caller, Permission permission, ProjectId project) {
    if (onlyLooking && permission != Permission.VIEW) {
      throw new SessionException.Denied("may only look");
    }
    return Authorizer.SINGLE_USER.reach(caller, permission, project);
  }

  @BeforeAll
  static void start() {
    host.start();
    onlookers.start();
    hasty.start();
  }

  @AfterAll
  static void close() {
    hasty.close();
    onlookers.close();
    host.close();
  }

  @BeforeEach
  void openPod() {
    onlyLooking = true;
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
  @DisplayName("K-08, T-02 who may only look joins a pod's terminal to read, and not to write")
  void whoMayOnlyLookDoesNotWrite() {
    onlyLooking = false;
    String terminal = TerminalFixture.running(onlookers, "looked-at").path() + "/terminal";
    onlyLooking = true;

    for (String toWrite : new String[] {terminal, terminal + "?mode=write"}) {
      String[] lines = TestSocket.handshake(onlookers.port(), toWrite);
      String[] headers = Arrays.copyOfRange(lines, 1, lines.length);
      assertThat(RawHttp.status(onlookers.port(), "GET", toWrite, headers)).isEqualTo(403);
    }
    assertThat(pod.wasAsked()).isFalse();

    handshake(onlookers, terminal + "?mode=read");

    assertThat(pod.asked()).startsWith("GET " + terminal + "?mode=read HTTP/1.1\r\n");
  }

  private static String handshake(RunningHost host, String path) {
    String lines = String.join("\r\n", TestSocket.handshake(host.port(), path));
    return RawHttp.exchange(host.port(), lines + "\r\n\r\n");
  }

  private static void scripted(String answer, ScriptedServer.Manner manner) {
    pod.close();
    pod = ScriptedServer.answering(answer, manner);
  }

  @Test
  @DisplayName(
      "K-08, T-04 a pod that takes a terminal's socket sets no cookie and changes no terms")
  void aSocketThatLies() {
    String terminal = TerminalFixture.running(host, "lied-to").path() + "/terminal";
    scripted(
        "HTTP/1.1 101 Yes\r\nSet-Cookie: login=theirs\r\nUpgrade: h2c\r\n"
            + "Content-Type: text/html\r\nSec-WebSocket-Accept: abc=\r\n\r\n<script>",
        ScriptedServer.Manner.BREAKS_OFF);

    String answer = handshake(host, terminal);

    assertThat(answer)
        .isEqualTo(
            "HTTP/1.1 101 \r\nConnection: Upgrade\r\nSec-WebSocket-Accept: abc=\r\n"
                + "Upgrade: websocket\r\n\r\n<script>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 999 No\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 101 Yes\r\n\r\n",
        "HTTP/1.1 101 Yes\r\nno header\r\n\r\n",
        "<html>",
        "",
      })
  @DisplayName("K-08 a pod that answers a terminal's handshake otherwise is not heard")
  void aSocketsHeadThatIsNone(String head) {
    TerminalFixture terminal = TerminalFixture.running(host, "unheard-" + head.hashCode());
    scripted(head, ScriptedServer.Manner.BREAKS_OFF);

    assertThat(handshake(host, terminal.path() + "/terminal")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("K-08 a head that does not end is given up, however much of it there is")
  void aHeadThatDoesNotEnd(ScriptedServer.Manner manner) {
    TerminalFixture terminal = TerminalFixture.running(host, "endless-" + manner);
    scripted("HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(4_000), manner);

    host.client().get(terminal.session() + "/files").problem(503, "unavailable");

    scripted("HTTP/1.1 101 Yes\r\n" + "a: b\r\n".repeat(4_000), manner);

    assertThat(handshake(host, terminal.path() + "/terminal")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"HOLDS_ON", "GOES_ON_SLOWLY"})
  @DisplayName("K-08 a pod that takes too long to answer is given up, and nothing stays open")
  void aPodThatIsTooSlow(ScriptedServer.Manner manner) {
    TerminalFixture terminal = TerminalFixture.running(hasty, "slow-" + manner);
    int before = hasty.get(Lifelines.class).count();
    scripted("HTTP/1.1 200 OK\r\n", manner);

    hasty.client().get(terminal.session() + "/files").problem(503, "unavailable");
    scripted("", manner);
    hasty.client().delete(terminal.session() + "/files/a").problem(504, "outcome-unknown");
    scripted("", manner);
    assertThat(handshake(hasty, terminal.path() + "/terminal")).isEmpty();

    await().until(() -> hasty.get(Lifelines.class).count() == before);
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
    String id = stopped("resting");

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

  private static String stopped(String name) {
    String id = host.client().createRunning(name).get("id").asText();
    host.client().post(SESSIONS + "/" + id + "/stop").expect(202);
    host.client().awaitPhase(id, "Stopped");
    return id;
  }

  @Test
  @DisplayName("K-08, R-A30 at rest a pod is asked once there is access, and not before: 409, 503")
  void accessAtRest() {
    String id = stopped("accessed");
    String files = SESSIONS + "/" + id + "/files";
    host.client().get(files).problem(409, "wrong-phase");

    JsonNode asked =
        host.client().post(SESSIONS + "/" + id + "/workspace/access").expect(202).json();

    assertThat(asked.at("/condition/type").asText()).isEqualTo("ContentAccess");
    assertThat(asked.at("/condition/status").asText()).isEqualTo("False");
    assertThat(asked.get("until").asText()).isNotEmpty();
    String early = host.client().get(files).problem(503, "unavailable").get("detail").asText();
    assertThat(early).contains("not ready");
    resting.open(new SessionId(id));
    assertThat(host.client().get(files).expect(200).text()).isEqualTo("hi");
    assertThat(pod.asked()).contains("\r\nAuthorization: Bearer " + TOKEN + "\r\n");
    JsonNode open = host.client().get(SESSIONS + "/accessed/workspace/access").expect(200).json();
    assertThat(open.at("/condition/status").asText()).isEqualTo("True");
  }

  @Test
  @DisplayName("R-A32 a download that goes on puts off the end of the access")
  void aLongDownloadPutsOffTheEnd() throws IOException {
    String id = stopped("downloaded");
    host.client().post(SESSIONS + "/" + id + "/workspace/access").expect(202);
    resting.open(new SessionId(id));
    scripted("HTTP/1.1 200 OK\r\n\r\n", ScriptedServer.Manner.GOES_ON_SLOWLY);
    try (var client = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
      String request = "GET " + SESSIONS + "/" + id + "/files/big HTTP/1.1\r\nHost: 127.0.0.1:";
      client.getOutputStream().write((request + host.port() + "\r\n\r\n").getBytes(UTF_8));
      assertThat(client.getInputStream().readNBytes(1)).isNotEmpty(); // begun
      String before = until(id);

      host.ticker().leap(Duration.ofMinutes(2));

      await().until(() -> !until(id).equals(before));
    }
  }

  private static String until(String id) {
    return host.client()
        .get(SESSIONS + "/" + id + "/workspace/access")
        .expect(200)
        .json()
        .get("until")
        .asText();
  }

  @Test
  @DisplayName("L-04 what is typed in a pod's terminal is activity of the session")
  void typingInAPod() {
    TerminalFixture terminal = TerminalFixture.running(host, "active-in-a-pod");
    scripted(
        "HTTP/1.1 101 Yes\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
            + "Sec-WebSocket-Protocol: "
            + TerminalDoor.PROTOCOL
            + "\r\n\r\n",
        ScriptedServer.Manner.HOLDS_ON);
    try (TestSocket socket = terminal.join()) {
      host.ticker().leap(Duration.ofSeconds(11));
      String before = lastActivity(terminal);

      socket.type("ls\n");

      await().until(() -> !lastActivity(terminal).equals(before));
    }
  }

  private static String lastActivity(TerminalFixture terminal) {
    return host.client()
        .get(terminal.session())
        .expect(200)
        .json()
        .at("/status/lastActivityAt")
        .asText();
  }

  @Test
  @DisplayName("R-A30, T-02 who may only look asks for no access")
  void whoMayOnlyLook() {
    onlookers.client().post(SESSIONS + "/any/workspace/access").problem(403, "denied");
  }

  @Test
  @DisplayName("K-08 of a session that was never started there is nothing to ask for")
  void neverStarted() {
    String id = host.client().createResting("new").get("id").asText();

    String detail =
        host.client()
            .get(SESSIONS + "/" + id + "/files")
            .problem(409, "wrong-phase")
            .get("detail")
            .asText();

    assertThat(detail).contains("start the session").doesNotContain("access");
  }

  @Test
  @DisplayName("K-08, T-03 a pod that does not take our token is 503: the caller is who he is")
  void anotherToken() {
    String id = host.client().createRunning("refusing").get("id").asText();
    pod.close();
    pod = ScriptedServer.answering("HTTP/1.1 401 Unauthorized\r\n\r\nno");

    host.client().get(SESSIONS + "/" + id + "/files").problem(503, "unavailable");
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
