package dev.agentsessions.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at a terminal, by its socket: sees what it shows, in order, and types. One thread uses
 * it; fails when what it waits for does not come for 30 s.
 */
public final class TerminalClient implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String PROTOCOL = "agent-sessions.terminal.v1";

  private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final WebSocket socket;

  private TerminalClient(HttpClient http, URI terminal, String[] headers) {
    WebSocket.Builder builder =
        http.newWebSocketBuilder()
            .subprotocols(PROTOCOL)
            .header("Origin", "http://" + terminal.getAuthority())
            .connectTimeout(LONG);
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    URI address = URI.create("ws://" + terminal.getAuthority() + terminal.getRawPath());
    socket = builder.buildAsync(address, new Listener()).join();
  }

  /**
   * Joins.
   *
   * @param terminal its address, of HTTP
   * @param headers name, value, name, value…
   */
  public static TerminalClient join(HttpClient http, URI terminal, String... headers) {
    return new TerminalClient(http, terminal, headers);
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        told.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      frame.writeBytes(bytes); // it may come in pieces, however small it is
      if (last) {
        byte[] whole = frame.toByteArray();
        shown.write(whole, Long.BYTES, whole.length - Long.BYTES); // an offset comes first
        frame.reset();
      }
      from.request(1);
      return null;
    }
  }

  /** The next message of a type, as JSON. */
  public String next(String type) throws InterruptedException {
    while (true) {
      String next = told.poll(LONG.toSeconds(), TimeUnit.SECONDS);
      assertThat(next).as("waits for %s", type).isNotNull();
      if (next.contains("\"type\":\"" + type + "\"")) {
        return next;
      }
    }
  }

  public void type(String keys) {
    socket.sendBinary(ByteBuffer.wrap(keys.getBytes(UTF_8)), true).join();
  }

  public void awaitShown(String wanted) {
    await(wanted)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> assertThat(shown.toString(UTF_8)).contains(wanted));
  }

  /** Goes without a word. */
  @Override
  public void close() {
    socket.abort();
  }
}
