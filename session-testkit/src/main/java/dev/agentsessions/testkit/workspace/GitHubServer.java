package dev.agentsessions.testkit.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for GitHub on this machine: the two calls that an app makes, by whose signature it
 * checks who asks, and repositories for whoever has a token of the app for them, by {@code git
 * http-backend}. What real GitHub does besides is not here. Safe from any thread.
 */
public final class GitHubServer implements AutoCloseable {
  private static final String API = "/api/v3";
  private static final Pattern INSTALLATION =
      Pattern.compile(API + "/repos/([^/]+/[^/]+)/installation");
  private static final Pattern TOKENS =
      Pattern.compile(API + "/app/installations/(\\d+)/access_tokens");
  private static final Pattern REPOSITORIES =
      Pattern.compile("\\{\"repositories\":\\[\"([^\"]+)\"]}");
  private static final Pattern CLAIMS =
      Pattern.compile("\\{\"iat\":(\\d+),\"exp\":(\\d+),\"iss\":\"([^\"]+)\"}");
  private static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Duration LONGEST_CLAIM = Duration.ofMinutes(10);

  private record Token(String repository, Instant expiresAt) {}

  private record Fault(int status, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Path root;
  private final String app;
  private final PublicKey key;
  private final InstantSource clock;
  private final Map<String, Long> installations = new ConcurrentHashMap<>();
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Optional<Fault> fault = Optional.empty();

  /**
   * @param root has the repositories, such as {@code ann/engine.git}
   * @param key the public one of the app's
   */
  public GitHubServer(Path root, String app, PublicKey key, InstantSource clock)
      throws IOException {
    this.root = root;
    this.app = app;
    this.key = key;
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(API, this::answerApi);
    server.createContext("/", this::answerGit);
    server.setExecutor(threads);
    server.start();
  }

  public URI api() {
    return URI.create(url("api/v3"));
  }

  public String url(String repository) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + repository;
  }

  /** The app is installed for a repository, such as {@code ann/engine}. */
  public void install(String repository) {
    installations.put(repository, installations.size() + 1L);
  }

  /** From now on every call of the API is answered so. */
  public void failWith(int status, String body) {
    fault = Optional.of(new Fault(status, body));
  }

  /** All is well again. */
  public void recover() {
    fault = Optional.empty();
  }

  /** What was asked of the API, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Every token that was handed out. */
  public List<String> tokens() {
    return List.copyOf(tokens.keySet());
  }

  private void answerApi(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      asked.add(exchange.getRequestMethod() + " " + path.substring(API.length()));
      Optional<Fault> failing = fault;
      if (failing.isPresent()) {
        answer(exchange, failing.get().status(), failing.get().body());
      } else if (!isTheApp(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, "{\"message\":\"A JSON web token could not be decoded\"}");
      } else if (exchange.getRequestMethod().equals("GET")) {
        answerInstallation(exchange, INSTALLATION.matcher(path));
      } else {
        answerToken(exchange, TOKENS.matcher(path), REPOSITORIES.matcher(body));
      }
    }
  }

  private void answerInstallation(HttpExchange exchange, Matcher path) throws IOException {
    Long id = path.matches() ? installations.get(path.group(1)) : null;
    if (id == null) {
      answer(exchange, 404, "{\"message\":\"Not Found\"}");
    } else {
      answer(exchange, 200, "{\"id\":%d,\"account\":{\"login\":\"x\"}}".formatted(id));
    }
  }

  private void answerToken(HttpExchange exchange, Matcher path, Matcher body) throws IOException {
    Optional<String> repository =
        path.matches() && body.matches()
            ? installations.entrySet().stream()
                .filter(each -> each.getValue().equals(Long.valueOf(path.group(1))))
                .map(Map.Entry::getKey)
                .filter(name -> name.endsWith("/" + body.group(1)))
                .findFirst()
            : Optional.empty();
    if (repository.isEmpty()) {
      answer(exchange, 422, "{\"message\":\"no such repository\"}");
      return;
    }
    String token = "ghs_" + UUID.randomUUID().toString().replace("-", "");
    Instant end = clock.instant().plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS);
    tokens.put(token, new Token(repository.get(), end));
    answer(
        exchange,
        201,
        "{\"token\":\"%s\",\"expires_at\":\"%s\",\"permissions\":{}}".formatted(token, end));
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private boolean isTheApp(String authorization) {
    String[] parts =
        authorization == null ? new String[0] : authorization.replace("Bearer ", "").split("\\.");
    try {
      return parts.length == 3
          && isSigned(parts[0] + "." + parts[1], Base64.getUrlDecoder().decode(parts[2]))
          && decoded(parts[0]).equals(HEADER)
          && claims(CLAIMS.matcher(decoded(parts[1])));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private boolean isSigned(String text, byte[] by) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(key);
    signature.update(text.getBytes(UTF_8));
    return signature.verify(by);
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), UTF_8);
  }

  private boolean claims(Matcher claims) {
    if (!claims.matches()) {
      return false;
    }
    Instant now = clock.instant();
    Instant from = Instant.ofEpochSecond(Long.parseLong(claims.group(1)));
    Instant to = Instant.ofEpochSecond(Long.parseLong(claims.group(2)));
    return claims.group(3).equals(app)
        && !from.isAfter(now)
        && to.isAfter(now)
        && !to.isAfter(now.plus(LONGEST_CLAIM));
  }

  private void answerGit(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (mayRead(exchange.getRequestHeaders().getFirst("Authorization"), exchange)) {
        GitBackend.answer(exchange, root, exchange.getRequestBody().readAllBytes(), () -> {});
      } else {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"GitHub\"");
        exchange.sendResponseHeaders(401, -1);
      }
    }
  }

  private boolean mayRead(String authorization, HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return tokens.entrySet().stream()
        .filter(each -> GitBackend.basic("x-access-token", each.getKey()).equals(authorization))
        .map(Map.Entry::getValue)
        .anyMatch(
            token ->
                token.expiresAt().isAfter(clock.instant())
                    && path.startsWith("/" + token.repository() + ".git/"));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
