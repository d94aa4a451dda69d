package dev.agentsessions.testkit.workspace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** Answers for the repositories of a folder by {@code git http-backend}. */
final class GitBackend {
  private static final int PIECE = 128 << 10;

  private GitBackend() {}

  /** How HTTP's basic scheme says who asks. */
  static String basic(String username, String password) {
    byte[] login = (username + ":" + password).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  /**
   * @param piece runs before each piece of an answer but the first
   */
  static void answer(HttpExchange exchange, Path root, byte[] body, Runnable piece)
      throws IOException {
    var builder = new ProcessBuilder("git", "http-backend");
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> !name.equals("PATH"));
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("REMOTE_USER", "canary");
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    String query = exchange.getRequestURI().getRawQuery();
    environment.put("QUERY_STRING", query == null ? "" : query);
    environment.put("CONTENT_LENGTH", String.valueOf(body.length));
    pass(exchange, "Content-Type", environment, "CONTENT_TYPE");
    pass(exchange, "Content-Encoding", environment, "HTTP_CONTENT_ENCODING");
    pass(exchange, "Git-Protocol", environment, "GIT_PROTOCOL");
    Process backend = builder.start();
    try (OutputStream in = backend.getOutputStream()) {
      in.write(body);
    }
    byte[] output;
    try (InputStream out = backend.getInputStream()) {
      output = out.readAllBytes();
    }
    String text = new String(output, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    int status = 200;
    for (String header : text.substring(0, end).lines().toList()) {
      String value = header.substring(header.indexOf(':') + 1).strip();
      if (header.startsWith("Status:")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(header.substring(0, header.indexOf(':')), value);
      }
    }
    exchange.sendResponseHeaders(
        status, output.length - end - 4 == 0 ? -1 : output.length - end - 4);
    OutputStream to = exchange.getResponseBody();
    for (int at = end + 4; at < output.length; at += PIECE) {
      if (at > end + 4) {
        to.flush();
        piece.run();
      }
      to.write(output, at, Math.min(PIECE, output.length - at));
    }
  }

  private static void pass(
      HttpExchange exchange, String header, Map<String, String> environment, String name) {
    String value = exchange.getRequestHeaders().getFirst(header);
    if (value != null) {
      environment.put(name, value);
    }
  }
}
