package dev.agentsessions.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The route of the API that gives git credentials, on this machine. */
final class TokenApi implements AutoCloseable {
  static final String USERNAME = "x-access-token";

  private final HttpServer server;
  private final Optional<String> secret;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private TokenApi(Optional<String> secret) throws IOException {
    this.secret = secret;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  static TokenApi of(String secret) throws IOException {
    return new TokenApi(Optional.of(secret));
  }

  /** Of an owner who stored none. */
  static TokenApi withNone() throws IOException {
    return new TokenApi(Optional.empty());
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1";
  }

  /** Each call: its path, by whom, and what it said. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          exchange.getRequestURI()
              + " "
              + exchange.getRequestHeaders().getFirst("Authorization")
              + " "
              + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      byte[] answer =
          secret
              .map(
                  text ->
                      "{\"username\": \"%s\", \"token\": \"%s\", \"newer\": 1}"
                          .formatted(USERNAME, text))
              .orElse("{}")
              .getBytes(UTF_8);
      exchange.sendResponseHeaders(secret.isPresent() ? 200 : 400, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
