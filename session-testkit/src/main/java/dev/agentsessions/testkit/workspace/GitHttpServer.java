package dev.agentsessions.testkit.workspace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
  private final Optional<String> authorization;
  private final Runnable during;
  private final Runnable piece;

  private final List<String> asked = new CopyOnWriteArrayList<>();

  /**
   * @param during runs while git waits for an answer to who it is
   */
  public GitHttpServer(Path root, String username, String password, Runnable during)
      throws IOException {
    this(root, Optional.of(GitBackend.basic(username, password)), during, () -> {});
  }

  private GitHttpServer(Path root, Optional<String> authorization, Runnable during, Runnable piece)
      throws IOException {
    this.root = root;
    this.during = during;
    this.piece = piece;
    this.authorization = authorization;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * One that knows everybody, and is slow.
   *
   * @param piece runs before each 128 KiB of an answer, but the first
   */
  public static GitHttpServer slow(Path root, Runnable piece) throws IOException {
    return new GitHttpServer(root, Optional.empty(), () -> {}, piece);
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
      String said = exchange.getRequestHeaders().getFirst("Authorization");
      if (authorization.isPresent() && !authorization.get().equals(said)) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      during.run();
      GitBackend.answer(exchange, root, exchange.getRequestBody().readAllBytes(), piece);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
