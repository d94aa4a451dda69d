package dev.agentsessions.testkit.workspace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the repositories of a folder to who knows a password, by {@code git http-backend}, on this
 * machine alone.
 */
public final class GitHttpServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Path root;
  private final String authorization;
  private final Runnable during;

  private final List<String> asked = new CopyOnWriteArrayList<>();

  /**
   * @param during runs while git waits for an answer to who it is
   */
  public GitHttpServer(Path root, String username, String password, Runnable during)
      throws IOException {
    this.root = root;
    this.during = during;
    byte[] login = (username + ":" + password).getBytes(UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(login);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Each address that was asked for, in order, whether it was answered or not. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  public String url(String repository) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + repository;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI().toString());
      if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      during.run();
      answer(exchange, exchange.getRequestBody().readAllBytes());
    }
  }

  private void answer(HttpExchange exchange, byte[] body) throws IOException {
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
    exchange.getResponseBody().write(output, end + 4, output.length - end - 4);
  }

  private static void pass(
      HttpExchange exchange, String header, Map<String, String> environment, String name) {
    String value = exchange.getRequestHeaders().getFirst(header);
    if (value != null) {
      environment.put(name, value);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
