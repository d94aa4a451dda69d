package dev.agentsessions.content;

import dev.agentsessions.AgentSessions;
import dev.agentsessions.http.HttpServer;
import dev.agentsessions.http.SessionHttpConfig;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.workspace.GitUrl.Scheme;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A content service on loopback, in a folder that stands for its pod. Started by variables alone.
 */
final class RunningService implements AutoCloseable {
  static final String TOKEN = "0123456789abcdef".repeat(4);
  static final String SESSION = "ses-01hzxk6v9w8f5t3q2n1m0jabcd";
  static final String API = "https://sessions.example/api/v1";
  static final String PROJECT = "team-a";

  // Held, or its level is collected with it.
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  static {
    HELIDON.setLevel(Level.WARNING);
  }

  private final Path pod;
  private final AgentSessions service;

  private RunningService(Path pod, AgentSessions service) {
    this.pod = pod;
    this.service = service;
  }

  static RunningService in(Path pod) {
    return in(pod, API);
  }

  /**
   * @param api where the API is, as what runs in the pod is told
   */
  static RunningService in(Path pod, String api) {
    ContentConfig config = config(environment(pod, api));
    Preparation.of(config.workspace());
    return new RunningService(pod, AgentSessions.start(new ContentModule(config)));
  }

  /** What {@code prepare} does, for a workspace that shall have this. */
  static void prepare(Path pod, String wanted) {
    Map<String, String> environment = new HashMap<>(environment(pod, API));
    environment.put("SESSION_CONTENT", wanted);
    ContentConfig config = config(environment);
    Preparation.of(config.workspace());
    try (AgentSessions program = AgentSessions.start(new ContentModule(config))) {
      program.get(FirstClones.class).make(new PodEnvironment(environment).wanted().orElseThrow());
    }
  }

  private static Map<String, String> environment(Path pod, String api) {
    try {
      for (String folder : new String[] {"workspace", "home", "tokens"}) {
        Files.createDirectories(pod.resolve(folder));
      }
      if (!Files.exists(tokenFile(pod))) {
        Files.writeString(tokenFile(pod), TOKEN);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> all = new HashMap<>(variables(pod));
    all.put("SESSION_API_URL", api);
    return all;
  }

  /** With remotes on this machine, for want of others. */
  private static ContentConfig config(Map<String, String> environment) {
    ContentConfig usual = new PodEnvironment(environment).config(SessionHttpConfig.loopback(0));
    WorkspaceConfig files = usual.files();
    return new ContentConfig(
        usual.session(),
        usual.project(),
        usual.workspace(),
        usual.token(),
        usual.pty(),
        new WorkspaceConfig(
            files.worktrees(),
            files.git().reaching(Set.of(Scheme.FILE, Scheme.HTTP)),
            files.commandLimit(),
            files.workflows(),
            files.parallel(),
            files.only()),
        usual.api(),
        usual.http());
  }

  static Path runnerToken(Path pod) {
    return pod.resolve("tokens/token");
  }

  /** What the operator tells the container. */
  static Map<String, String> variables(Path pod) {
    return Map.of(
        "SESSION_ID",
        SESSION,
        "PROJECT",
        PROJECT,
        "SESSION_WORKSPACE",
        pod.resolve("workspace").toString(),
        "SESSION_TOKEN_FILE",
        pod.resolve("tokens/token").toString(),
        "HOME",
        pod.resolve("home").toString(),
        "SESSION_API_URL",
        API,
        "PATH",
        "/usr/bin:/bin",
        "SHELL",
        "/bin/sh");
  }

  private static Path tokenFile(Path pod) {
    return pod.resolve("tokens/content-token");
  }

  Path tokenFile() {
    return tokenFile(pod);
  }

  Path workspace() {
    return pod.resolve("workspace");
  }

  URI address() {
    return service.get(HttpServer.class).address();
  }

  OutputLog output() {
    return service.get(OutputLog.class);
  }

  @Override
  public void close() {
    service.close();
  }
}
