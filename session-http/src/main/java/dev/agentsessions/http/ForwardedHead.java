package dev.agentsessions.http;

import dev.agentsessions.http.Admission.Arrived;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * The head of a request as it is made again at another server: the same, by the same caller, but
 * for what is between two neighbours only.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1">RFC 9110, 7.6.1</a>
 */
final class ForwardedHead {
  private static final Set<String> BETWEEN_NEIGHBOURS =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "expect",
          "host",
          "origin",
          "http2-settings",
          Forwarding.PROOF.lowerCase());

  private final StringBuilder text = new StringBuilder();

  private ForwardedHead(Arrived arrived, URI server) {
    HttpPrologue prologue = arrived.prologue();
    text.append(prologue.method().text()).append(' ').append(prologue.uriPath().rawPath());
    String query = prologue.query().rawValue();
    text.append(query.isEmpty() ? "" : "?" + query).append(" HTTP/1.1\r\n");
    with("Host", server.getRawAuthority());
    if (arrived.headers().contains(HeaderNames.ORIGIN)) {
      with("Origin", server.getScheme() + "://" + server.getRawAuthority()); // ours was checked
    }
    for (Header header : arrived.headers()) {
      if (!BETWEEN_NEIGHBOURS.contains(header.name().toLowerCase(Locale.ROOT))) {
        header.allValues().forEach(value -> with(header.name(), value));
      }
    }
  }

  /** That of a request which asks for one answer. */
  static ForwardedHead of(Arrived arrived, URI server) {
    var head = new ForwardedHead(arrived, server).with("Connection", "close");
    return isChunked(arrived) ? head.with("Transfer-Encoding", "chunked") : head;
  }

  /** That of a WebSocket's handshake. */
  static ForwardedHead ofHandshake(Arrived arrived, URI server) {
    return new ForwardedHead(arrived, server)
        .with("Connection", "Upgrade")
        .with("Upgrade", "websocket");
  }

  /** Whether its body has no length that was told before. */
  static boolean isChunked(Arrived arrived) {
    return arrived.headers().contains(HeaderNames.TRANSFER_ENCODING);
  }

  ForwardedHead with(String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
    return this;
  }

  @Override
  public String toString() {
    return text + "\r\n";
  }
}
