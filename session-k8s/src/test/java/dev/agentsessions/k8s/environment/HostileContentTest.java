package dev.agentsessions.k8s.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.agentsessions.host.Fence;
import dev.agentsessions.k8s.content.ContentPod;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.workspace.ContentService;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody who works in a pod may have put in its content service's place. */
@Timeout(60)
final class HostileContentTest {
  private static final WorkerId WORKER = new WorkerId("wrk-1");
  private static final String TOKEN = "0123456789abcdef".repeat(4);

  /** Answers one request. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Answer answer = exchange -> say(exchange, 200, "{\"workers\": []}");
  private HttpServer server;
  private ContentCalls calls;
  private WorkerRuntime runtime;
  private PodEnds ends;
  private Place place;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          try (exchange) {
            answer.to(exchange);
          }
        });
    server.start();
    calls = new ContentCalls(new OnePod(), Duration.ofSeconds(2));
    ends = new PodEnds(calls);
    runtime = new ContentWorkers(calls, ends);
    place =
        new Place(
            new SessionId("ses-1"),
            new Endpoint("127.0.0.1:" + server.getAddress().getPort(), "/workspace"),
            new Fence(1));
  }

  @AfterEach
  void close() {
    over.countDown();
    ends.close();
    calls.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private static final class OnePod implements Pods {
    @Override
    public ContentPod find(SessionId session, Endpoint endpoint) {
      return new ContentPod(
          session,
          ProjectId.DEFAULT,
          new ContentService(URI.create("http://" + endpoint.address()), TOKEN));
    }

    @Override
    public void refused(ContentPod pod) {}
  }

  private static void say(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void assertUnavailable() {
    assertThatThrownBy(() -> runtime.observe(place)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> runtime.stop(place, WORKER)).isInstanceOf(Unavailable.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | <html>
          200 | []
          200 | {"workers": 7}
          200 | {"workers": [{"worker": "../..", "state": "RUNNING"}]}
          200 | {"workers": [null]}
          404 | {"type": "/problems/unheard-of", "title": "x", "status": 404, "detail": "x"}
          500 | <html>
          """)
  @DisplayName("K-08 a pod that answers what no service says is unavailable")
  void whatNoServiceSays(int status, String body) {
    answer = exchange -> say(exchange, status, body);

    assertThatThrownBy(() -> runtime.observe(place)).isInstanceOf(Unavailable.class);
  }

  @Test
  @DisplayName("K-08 a pod that sends a host elsewhere is not followed")
  void elsewhereIsNotFollowed() {
    answer =
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.getResponseHeaders().add("Set-Cookie", "login=theirs");
          say(exchange, 307, "");
        };

    assertUnavailable();

    assertThat(asked).hasValue(2);
  }

  @Test
  @DisplayName("K-08 an answer without an end is given up before it fills a host's memory")
  void anAnswerWithoutAnEnd() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] much = new byte[1 << 20];
          try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
              out.write(much);
            }
          }
        };

    assertUnavailable();
  }

  @Test
  @DisplayName("K-08 a pod that answers too slowly is given up, whatever it has said by then")
  void anAnswerThatIsTooSlow() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };

    long began = System.nanoTime();
    assertUnavailable();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  @DisplayName("K-08, K-07 a pod that refuses every token is asked twice a call, and no more")
  void everyTokenIsRefused() {
    answer = exchange -> say(exchange, 401, "");

    assertThatThrownBy(() -> runtime.observe(place)).isInstanceOf(Unavailable.class);

    assertThat(asked).hasValue(2);
  }
}
