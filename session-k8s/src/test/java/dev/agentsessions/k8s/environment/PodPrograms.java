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
import dev.agentsessions.workspace.GitUrl.Scheme;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The real content services of pods that a test imagines, on loopback, one for each session, and
 * all in one workspace, unless each shall have its own. Safe from any thread.
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
  private volatile boolean apart;
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

  /** From now on each session has a workspace of its own. */
  void keepApart() {
    apart = true;
  }

  Path workspace(SessionId session) {
    try {
      return apart
          ? Files.createDirectories(folder.resolve(session.value()).resolve("workspace"))
          : workspace;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the service of a session unless it runs. */
  URI of(SessionId session) {
    URI nobody = lost.get(session);
    return nobody != null
        ? nobody
        : services.computeIfAbsent(session, this::start).get(HttpServer.class).address();
  }

  /** The same, which has the token of the pod that there is now. */
  URI ofPod(SessionId session) {
    String token = tokens.apply(session);
    URI address = of(session);
    if (!lost.containsKey(session)) {
      replaceToken(session, token);
    }
    return address;
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
        workspace(session),
        token(session),
        pty,
        files(session, own),
        Optional.empty(),
        SessionHttpConfig.loopback(0));
  }

  /** With remotes on this machine, for want of others. */
  private WorkspaceConfig files(SessionId session, Path own) {
    WorkspaceConfig usual = WorkspaceConfig.at(own).in(workspace(session));
    return new WorkspaceConfig(
        usual.worktrees(),
        usual.git().reaching(Set.of(Scheme.FILE)),
        usual.commandLimit(),
        usual.workflows(),
        usual.parallel(),
        usual.only());
  }

  /** Gives a pod another token, as its Secret does: at once, for it is read at any time. */
  void replaceToken(SessionId session, String token) {
    Path file = token(session);
    try {
      if (!Files.exists(file) || !Files.readString(file).equals(token)) {
        Files.createDirectories(file.getParent());
        Path next = Files.createTempFile(file.getParent(), "token", null);
        Files.writeString(next, token);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Mounts a file of a session's Secret, as the cluster does. */
  Path mount(SessionId session, String name, String content) {
    try {
      Path tokens = Files.createDirectories(folder.resolve(session.value()).resolve("mounted"));
      Path next = Files.writeString(tokens.resolve("." + name), content);
      return Files.move(next, tokens.resolve(name), StandardCopyOption.ATOMIC_MOVE);
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

  /** Whether there is a folder with a worker's output. */
  boolean isKept(SessionId session, String worker) {
    return Files.isDirectory(
        folder.resolve(session.value()).resolve("output").resolve(session.value()).resolve(worker));
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
