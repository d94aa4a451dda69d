package dev.agentsessions.k8s.environment;

import dev.agentsessions.AgentSessions;
import dev.agentsessions.content.ContentConfig;
import dev.agentsessions.content.ContentModule;
import dev.agentsessions.http.HttpServer;
import dev.agentsessions.http.SessionHttpConfig;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.pty.PtyConfig;
import dev.agentsessions.pty.Terminals;
import dev.agentsessions.pty.keeper.KeeperConfig;
import dev.agentsessions.pty.log.DiskLogsConfig;
import dev.agentsessions.pty.log.UpkeepConfig;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The real content services of pods that a test imagines, on loopback, one for each session, and
 * all in one workspace. Safe from any thread.
 */
final class PodPrograms implements AutoCloseable {
  static final String TOKEN = "0123456789abcdef".repeat(4);

  // Held, or its level is collected with it.
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  static {
    HELIDON.setLevel(Level.WARNING);
  }

  private static final Map<String, String> IMAGE =
      Map.of("PATH", "/usr/bin:/bin", "SHELL", "/bin/sh");

  private final Path folder;
  private final Path workspace;
  private final Function<SessionId, String> tokens;
  private final Map<SessionId, AgentSessions> services = new ConcurrentHashMap<>();
  private final Map<SessionId, URI> lost = new ConcurrentHashMap<>();
  private final ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param tokens of the sessions' Secrets
   */
  PodPrograms(Path folder, Function<SessionId, String> tokens) {
    this.tokens = tokens;
    try {
      this.folder = folder.toRealPath();
      this.workspace = Files.createDirectories(this.folder.resolve("workspace"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path workspace() {
    return workspace;
  }

  /** Starts the service of a session unless it runs. */
  URI of(SessionId session) {
    URI nobody = lost.get(session);
    return nobody != null
        ? nobody
        : services.computeIfAbsent(session, this::start).get(HttpServer.class).address();
  }

  private AgentSessions start(SessionId session) {
    replaceToken(session, tokens.apply(session));
    return AgentSessions.start(new ContentModule(config(session)));
  }

  private ContentConfig config(SessionId session) {
    Path own = folder.resolve(session.value());
    var pty =
        new PtyConfig(
            DiskLogsConfig.at(own),
            UpkeepConfig.USUAL,
            new KeeperConfig(own, Duration.ofMillis(400), Duration.ofMillis(200), 1 << 20),
            Terminals.ofThisSystem(),
            own.resolve("tokens"),
            IMAGE);
    return new ContentConfig(
        session,
        ProjectId.DEFAULT,
        workspace,
        token(session),
        pty,
        WorkspaceConfig.at(own).in(workspace),
        SessionHttpConfig.loopback(0));
  }

  /** Gives a pod another token, as its Secret does. */
  void replaceToken(SessionId session, String token) {
    try {
      Files.createDirectories(folder.resolve(session.value()));
      Files.writeString(token(session), token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path token(SessionId session) {
    return folder.resolve(session.value()).resolve("content-token");
  }

  OutputLog output(SessionId session) {
    return services.get(session).get(OutputLog.class);
  }

  /** Ends a pod's program. */
  void end(SessionId session) {
    services.remove(session).close();
  }

  /** Ends a pod's program, which is not started again: its address is nobody's. */
  void lose(SessionId session) {
    lost.put(session, of(session));
    end(session);
  }

  /** Begins to end all that run. */
  void endAll() {
    for (SessionId session : List.copyOf(services.keySet())) {
      AgentSessions service = services.remove(session);
      closing.execute(service::close);
    }
  }

  @Override
  public void close() {
    endAll();
    closing.close();
  }
}
