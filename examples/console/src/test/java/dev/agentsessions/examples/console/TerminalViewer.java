package dev.agentsessions.examples.console;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Watches a terminal over its socket, and comes back to the next byte when the connection is cut. A
 * byte that comes twice, or after a hole, is an error of the server.
 */
final class TerminalViewer {
  private static final Pattern EPOCH = Pattern.compile("\"epoch\":(\\d+)");
  private static final int ACK_EVERY = 256 << 10;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI terminal;
  private final ByteArrayOutputStream output =
      new ByteArrayOutputStream(); // one listener at a time
  private String epoch = "";

  /**
   * @param terminal a {@code ws:} address
   */
  TerminalViewer(URI terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  /** Watches until there are at least so many bytes, and cuts the connection without a word. */
  void watchUntil(int bytes) throws Exception {
    String place = epoch.isEmpty() ? "" : "&epoch=" + epoch + "&from=" + output.size();
    var listener = new Listener(bytes);
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .header("Origin", "http://" + terminal.getAuthority())
            .subprotocols("agent-sessions.terminal.v1")
            .buildAsync(URI.create(terminal + "?ack=on" + place), listener)
            .get(30, TimeUnit.SECONDS);
    try {
      listener.seen.get(Duration.ofMinutes(2).toSeconds(), TimeUnit.SECONDS);
    } finally {
      socket.abort();
    }
  }

  byte[] output() {
    return output.toByteArray();
  }

  /** Adds to {@link #output} until it has enough; what comes later is not taken. */
  private final class Listener implements WebSocket.Listener {
    private final CompletableFuture<Boolean> seen = new CompletableFuture<>();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final StringBuilder text = new StringBuilder();
    private final int enough;
    private int acknowledged = output.size();

    Listener(int enough) {
      this.enough = enough;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        Matcher attached = EPOCH.matcher(text);
        if (text.indexOf("\"attached\"") >= 0 && attached.find()) {
          epoch = attached.group(1);
        }
        text.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      frame.writeBytes(bytes);
      CompletionStage<?> done = CompletableFuture.completedStage(null);
      if (last && !seen.isDone()) {
        take(ByteBuffer.wrap(frame.toByteArray()));
        frame.reset();
        done = acknowledge(socket);
      }
      // One send at a time: the next frame is asked for when this one is acknowledged.
      return done.thenRun(() -> socket.request(1));
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      seen.completeExceptionally(new AssertionError("closed early: " + code + " " + reason));
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      seen.completeExceptionally(error);
    }

    private void take(ByteBuffer received) {
      long offset = received.getLong();
      if (offset != output.size()) {
        seen.completeExceptionally(
            new AssertionError("expected byte " + output.size() + ", got byte " + offset));
        return;
      }
      byte[] bytes = new byte[received.remaining()];
      received.get(bytes);
      output.writeBytes(bytes);
      if (output.size() >= enough) {
        seen.complete(true);
      }
    }

    private CompletionStage<?> acknowledge(WebSocket socket) {
      if (output.size() - acknowledged < ACK_EVERY || seen.isDone()) {
        return CompletableFuture.completedStage(null);
      }
      acknowledged = output.size();
      return socket.sendText("{\"type\":\"ack\",\"offset\":" + acknowledged + "}", true);
    }
  }
}
