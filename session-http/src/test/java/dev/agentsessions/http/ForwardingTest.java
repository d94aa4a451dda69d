package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.host.HostWatch;
import dev.agentsessions.identity.HostCredential;
import dev.agentsessions.testkit.FakeProgram;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is asked of one host about a session that lives at another one. */
class ForwardingTest {
  private static final RunningHost home = RunningHost.usual();
  private static RunningHost other;

  private final TestClient there = other.client();

  @BeforeAll
  static void start() {
    home.start();
    other = RunningHost.beside(home, "other").start();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> other.get(HostWatch.class).living().size() == 2);
  }

  @AfterAll
  static void close() {
    other.close();
    home.close();
  }

  @Test
  @DisplayName("P-07 what is typed at any host reaches the terminal, once and in order")
  void input() {
    TerminalFixture terminal = TerminalFixture.running(home, "typed");

    for (String text : new String[] {"ls", " -l", "\r"}) {
      type(terminal, text.getBytes(UTF_8)).expect(204);
    }

    assertThat(new String(terminal.processes().typed(terminal.worker()), UTF_8))
        .isEqualTo("ls -l\r");
    assertThat(there.post(terminal.session() + "/interrupt").expect(200).json().toString())
        .isNotEmpty();
  }

  @Test
  @DisplayName("P-07 a terminal is joined at any host: its frames, offsets and closes are its own")
  void terminal() {
    home.world().workers().processes().nextRuns(FakeProgram.ECHOES);
    TerminalFixture terminal = TerminalFixture.running(home, "joined");
    byte[] much = new byte[3 << 20];
    new Random(7).nextBytes(much);

    try (TestSocket socket = join(terminal, "")) {
      assertThat(socket.next("attached").get("from").asLong()).isZero();
      long from = socket.skipTo("caught-up").get("offset").asLong();
      socket.type("echo");
      assertThat(new String(socket.outputUntil(from, from + 4), UTF_8)).isEqualTo("echo");
      terminal.print(much);
      assertThat(socket.outputUntil(from + 4, from + 4 + much.length)).isEqualTo(much);
      socket.text("nonsense");
      assertThat(socket.skipTo("error").get("recoverable").asBoolean()).isTrue();

      home.client().post(terminal.path() + "/restart").expect(202);

      assertThat(socket.skipToClose()).isEqualTo(4001);
      socket.awaitEnd();
    }
    try (TestSocket socket = join(terminal, "?epoch=2&from=0")) {
      assertThat(socket.next("attached").get("epoch").asLong()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("P-07 a host that has just started finds out who the others are before it answers")
  void justStarted() {
    TerminalFixture terminal = TerminalFixture.running(home, "early");
    RunningHost early = RunningHost.beside(home, "early").start();
    try {
      early.client().get(terminal.session() + "/files").expect(200);
      early.client().get(terminal.path() + "/output").expect(200);
    } finally {
      early.close();
    }
  }

  @Test
  @DisplayName("P-07 a terminal's client that goes leaves nothing open at either host")
  void nothingStaysOpen() {
    TerminalFixture terminal = TerminalFixture.running(home, "left");
    int before = clients(home) + clients(other);

    try (TestSocket socket = join(terminal, "")) {
      socket.skipTo("caught-up");
      assertThat(clients(home) + clients(other)).isEqualTo(before + 2);
    }

    await().until(() -> clients(home) + clients(other) == before);
  }

  private static int clients(RunningHost host) {
    return host.get(Lifelines.class).count();
  }

  @Test
  @DisplayName("P-07 files are read and written at any host, whole and in part, long or short")
  void files() {
    String files = home.client().createRunning("files").get("id").asText();
    String file = SESSIONS + "/" + files + "/files/made/b%C3%A9.bin";
    byte[] bytes = new byte[9 << 20];
    new Random(5).nextBytes(bytes);

    there
        .send(
            there
                .request(file)
                .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))))
        .expect(201);

    assertThat(home.client().get(file).expect(200).bytes()).isEqualTo(bytes);
    TestClient.Reply whole = there.get(file).expect(200);
    assertThat(whole.bytes()).isEqualTo(bytes);
    assertThat(whole.header("Content-Disposition")).startsWith("attachment");
    TestClient.Reply part = there.get(file, "Range", "bytes=5-8").expect(206);
    assertThat(part.bytes()).containsExactly(bytes[5], bytes[6], bytes[7], bytes[8]);
    assertThat(part.header("Content-Range")).isEqualTo("bytes 5-8/" + bytes.length);
    there.get(file, "If-None-Match", whole.header("ETag")).expect(304);
    assertThat(there.method("HEAD", file).expect(200).header("Content-Length"))
        .isEqualTo(String.valueOf(bytes.length));
    there.delete(file).expect(204);
    home.client().get(file).problem(404, "not-found");
  }

  @Test
  @DisplayName("P-07 what the other host refuses is refused here in its words")
  void refusals() {
    TerminalFixture terminal = TerminalFixture.running(home, "refused");

    there.get(terminal.session() + "/files/%2e%2e/secret").problem(400, "invalid");
    type(terminal, new byte[(1 << 20) + 1]).problem(413, "too-large");
    there.post(terminal.path() + "/input", "{}").problem(415, "unsupported-media-type");
    there.get(terminal.path() + "/output?sideways=1").problem(400, "invalid");
    there.get(SESSIONS + "/nobody/files").problem(404, "not-found");
    there.get(terminal.path() + "/terminal").problem(426, "upgrade-required");
  }

  @Test
  @DisplayName("P-07, T-04 a page of another site joins no terminal, at whichever host it asks")
  void otherOrigins() {
    TerminalFixture terminal = TerminalFixture.running(home, "origin");
    String path = terminal.path() + "/terminal";
    int port = other.port();
    String[] lines = TestSocket.handshake(port, path);
    lines[2] = "Origin: http://evil.example";

    assertThat(RawHttp.status(port, "GET", path, tail(lines))).isEqualTo(403);
  }

  @Test
  @DisplayName("P-07 a call that was forwarded is not sent on; that it was takes a host's word")
  void once() {
    TerminalFixture terminal = TerminalFixture.running(home, "once");
    String files = terminal.session() + "/files";
    String proof = home.get(HostCredential.class).secret().text();

    there.get(files, Recipient.PROOF.defaultCase(), "somebody said so").expect(200);
    there
        .get(files, Recipient.PROOF.defaultCase(), proof)
        .problem(503, "unavailable"); // it would be on another machine
  }

  @Test
  @DisplayName("P-07 a host that breaks off may have done it: only reads are simply asked again")
  void brokenOff() {
    TerminalFixture terminal = TerminalFixture.running(home, "broken");

    try (var broken = DeafHost.owning(home, terminal, DeafHost.Manner.HANGS_UP)) {
      broken.awaitKnownTo(other);

      there.get(terminal.session() + "/files").problem(503, "unavailable");
      type(terminal, new byte[1]).problem(504, "outcome-unknown");
    }
  }

  @Test
  @DisplayName("P-07, L-02 nobody waits for a host that is frozen longer than until that is known")
  void frozen() {
    TerminalFixture terminal = TerminalFixture.running(home, "frozen");

    try (var frozen = DeafHost.owning(home, terminal, DeafHost.Manner.SAYS_NOTHING)) {
      frozen.awaitKnownTo(other);
      frozen.beatsNoMore();

      there.get(terminal.session() + "/files").problem(503, "unavailable");
    }
  }

  @Test
  @DisplayName("P-07 a call that meets a take-over waits for it, and is made once")
  void takeOver() {
    TerminalFixture terminal = TerminalFixture.running(home, "taken");

    try (var dead = DeafHost.owning(home, terminal, DeafHost.Manner.REFUSES)) {
      dead.awaitKnownTo(other);
      dead.beatsNoMore();

      type(terminal, "x".getBytes(UTF_8)).expect(204);

      assertThat(terminal.processes().typed(terminal.worker())).isEqualTo(new byte[] {'x'});
    }
  }

  @Test
  @DisplayName("P-07 a host that lives and cannot be reached is told of, not waited for for ever")
  void unreachable() {
    TerminalFixture terminal = TerminalFixture.running(home, "unreachable");

    try (var closed = DeafHost.owning(home, terminal, DeafHost.Manner.REFUSES)) {
      closed.awaitKnownTo(other);

      TestClient.Reply refused = asTimeFlies(() -> type(terminal, new byte[1]));
      String socket = terminal.path() + "/terminal";
      String[] lines = tail(TestSocket.handshake(other.port(), socket));
      int joined = asTimeFlies(() -> RawHttp.status(other.port(), "GET", socket, lines));

      refused.problem(503, "unavailable");
      assertThat(refused.header("Retry-After")).isNotEmpty();
      assertThat(joined).isEqualTo(503);
    }
  }

  private static <T> T asTimeFlies(Supplier<T> call) {
    CompletableFuture<T> answer = CompletableFuture.supplyAsync(call);
    await()
        .until(
            () -> {
              other.ticker().leap(Duration.ofSeconds(1));
              return answer.isDone();
            });
    return answer.join();
  }

  private static String[] tail(String[] lines) {
    return Arrays.copyOfRange(lines, 1, lines.length);
  }

  private TestClient.Reply type(TerminalFixture terminal, byte[] bytes) {
    return there.send(
        there
            .request(terminal.path() + "/input")
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(bytes)));
  }

  private static TestSocket join(TerminalFixture terminal, String query) {
    return TestSocket.join(other.port(), terminal.path() + "/terminal" + query);
  }
}
