package dev.agentsessions.examples.console;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Watches a worker's first process over its terminal's socket, from its first byte on, and comes
 * back to the next one when the connection is cut. A byte that comes twice, or after a hole, is an
 * error of the server.
 */
final class TerminalViewer {
  private static final int ACK_EVERY = 256 << 10;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI terminal;
  private final MessageDigest digest; // of one listener at a time, as what follows
  private long seen;

  /**
   * @param terminal a {@code ws:} address
   */
  TerminalViewer(URI terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Watches until there are at least so many bytes, and cuts the connection without a word. */
  void watchUntil(long bytes) throws Exception {
    watch("?ack=on", bytes).abort();
  }

  /** Watches until there are at least so many bytes, and then stands still, still connected. */
  WebSocket stopReadingAt(long bytes) throws Exception {
    return watch("?mode=read", bytes);
  }

  private WebSocket watch(String query, long bytes) throws Exception {
    // Asked for from the start: without a place one gets the newest 256 KiB.
    String place = "&epoch=1&from=" + seen;
    var listener = new Listener(bytes);
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .header("Origin", "http://" + terminal.getAuthority())
            .subprotocols("agent-sessions.terminal.v1")
            .buildAsync(URI.create(terminal + query + place), listener)
            .get(30, TimeUnit.SECONDS);
    try {
      listener.enough.get(Duration.ofMinutes(2).toSeconds(), TimeUnit.SECONDS);
      return socket;
    } catch (Exception e) {
      socket.abort();
      throw e;
    }
  }

  /** Of all it has seen. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Takes what comes until it has enough; then it asks for no more. */
  private final class Listener implements WebSocket.Listener {
    private final CompletableFuture<Boolean> enough = new CompletableFuture<>();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final long wanted;
    private long acknowledged = seen;

    Listener(long wanted) {
      this.wanted = wanted;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      frame.writeBytes(bytes);
      CompletionStage<?> done = CompletableFuture.completedStage(null);
      if (last && !enough.isDone()) {
        take(ByteBuffer.wrap(frame.toByteArray()));
        frame.reset();
        done = acknowledge(socket);
      }
      // One send at a time: the next frame is asked for when this one is acknowledged.
      return enough.isDone() ? done : done.thenRun(() -> socket.request(1));
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      enough.completeExceptionally(new AssertionError("closed early: " + code + " " + reason));
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      enough.completeExceptionally(error);
    }

    private void take(ByteBuffer received) {
      long offset = received.getLong();
      if (offset != seen) {
        enough.completeExceptionally(
            new AssertionError("expected byte " + seen + ", got byte " + offset));
        return;
      }
      seen += received.remaining();
      digest.update(received);
      if (seen >= wanted) {
        enough.complete(true);
      }
    }

    private CompletionStage<?> acknowledge(WebSocket socket) {
      if (seen - acknowledged < ACK_EVERY || enough.isDone()) {
        return CompletableFuture.completedStage(null);
      }
      acknowledged = seen;
      return socket.sendText("{\"type\":\"ack\",\"offset\":" + acknowledged + "}", true);
    }
  }
}
