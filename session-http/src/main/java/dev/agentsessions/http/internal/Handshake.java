package dev.agentsessions.http.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A client's request to speak WebSocket, in the right form.
 *
 * @param key as sent
 * @param protocols offered by the client, its favourite first
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2">RFC 6455, 4.2</a>
 */
public record Handshake(String key, List<String> protocols) {
  private static final HeaderName KEY = HeaderNames.create("Sec-WebSocket-Key");
  private static final HeaderName VERSION = HeaderNames.create("Sec-WebSocket-Version");
  private static final HeaderName PROTOCOL = HeaderNames.create("Sec-WebSocket-Protocol");
  private static final String SUPPORTED_VERSION = "13";
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_BYTES = 16;

  public Handshake {
    requireNonNull(key, "key");
    protocols = List.copyOf(protocols);
  }

  /**
   * Reads the headers of a request.
   *
   * @throws IllegalArgumentException if they ask for nothing, or in the wrong form; says what is
   *     wrong
   */
  public static Handshake of(Headers headers) {
    require("websocket".equalsIgnoreCase(one(headers, HeaderNames.UPGRADE)), "Upgrade: websocket");
    require(
        tokens(one(headers, HeaderNames.CONNECTION)).stream().anyMatch("upgrade"::equalsIgnoreCase),
        "Connection: Upgrade");
    require(SUPPORTED_VERSION.equals(one(headers, VERSION)), "Sec-WebSocket-Version: 13");
    String key = one(headers, KEY);
    require(isKey(key), "a Sec-WebSocket-Key of 16 bytes in base 64");
    return new Handshake(
        key, headers.values(PROTOCOL).stream().flatMap(v -> tokens(v).stream()).toList());
  }

  /** Answers yes: from here on the connection carries frames. */
  public void accept(String protocol, DataWriter out) {
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + proof()
            + "\r\nSec-WebSocket-Protocol: "
            + protocol
            + "\r\n\r\n";
    out.writeNow(BufferData.create(answer.getBytes(US_ASCII)));
  }

  private String proof() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-1", e);
    }
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String one(Headers headers, HeaderName name) {
    return headers.first(name).orElse("");
  }

  private static List<String> tokens(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .filter(t -> !t.isEmpty())
        .toList();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("a WebSocket handshake needs " + what);
    }
  }
}
