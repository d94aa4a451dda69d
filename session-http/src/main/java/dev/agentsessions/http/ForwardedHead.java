package dev.agentsessions.http;

import dev.agentsessions.http.Admission.Arrived;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The head of a request as it is made again at another server: the same, but for what is between
 * two neighbours only. A host is told who calls; a content service is not, and finds its session by
 * the id alone.
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
          Recipient.PROOF.lowerCase());

  private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie");
  private static final String SESSION = "{session}";

  private final StringBuilder text = new StringBuilder();

  private ForwardedHead(Arrived arrived, Recipient to) {
    HttpPrologue prologue = arrived.prologue();
    text.append(prologue.method().text()).append(' ').append(path(arrived, to));
    String query = prologue.query().rawValue();
    text.append(query.isEmpty() ? "" : "?" + query).append(" HTTP/1.1\r\n");
    URI server = to.server();
    with("Host", server.getRawAuthority());
    if (arrived.headers().contains(HeaderNames.ORIGIN)) {
      with("Origin", server.getScheme() + "://" + server.getRawAuthority()); // ours was checked
    }
    for (Header header : arrived.headers()) {
      if (isPassedOn(header.name().toLowerCase(Locale.ROOT), to)) {
        header.allValues().forEach(value -> with(header.name(), value));
      }
    }
    switch (to) {
      case Recipient.OfHost host -> with(Recipient.PROOF.defaultCase(), host.proof().text());
      case Recipient.OfContent content -> with("Authorization", "Bearer " + content.token());
    }
  }

  private static boolean isPassedOn(String name, Recipient to) {
    return !BETWEEN_NEIGHBOURS.contains(name)
        && switch (to) {
          case Recipient.OfHost host -> true;
          case Recipient.OfContent content -> !CREDENTIALS.contains(name);
        };
  }

  private static String path(Arrived arrived, Recipient to) {
    String path = arrived.prologue().uriPath().rawPath();
    return switch (to) {
      case Recipient.OfHost host -> path;
      case Recipient.OfContent content -> {
        List<String> segments = new ArrayList<>(Route.split(path));
        segments.set(
            arrived.endpoint().route().segments().indexOf(SESSION), content.session().value());
        yield "/" + String.join("/", segments);
      }
    };
  }

  /** That of a request which asks for one answer. */
  static ForwardedHead of(Arrived arrived, Recipient to) {
    var head = new ForwardedHead(arrived, to).with("Connection", "close");
    return isChunked(arrived) ? head.with("Transfer-Encoding", "chunked") : head;
  }

  /** That of a WebSocket's handshake. */
  static ForwardedHead ofHandshake(Arrived arrived, Recipient to) {
    return new ForwardedHead(arrived, to)
        .with("Connection", "Upgrade")
        .with("Upgrade", "websocket");
  }

  /** Whether its body has no length that was told before. */
  static boolean isChunked(Arrived arrived) {
    return arrived.headers().contains(HeaderNames.TRANSFER_ENCODING);
  }

  private ForwardedHead with(String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
    return this;
  }

  @Override
  public String toString() {
    return text + "\r\n";
  }
}
