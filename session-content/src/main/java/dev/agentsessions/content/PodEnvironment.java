package dev.agentsessions.content;

import dev.agentsessions.http.SessionHttpConfig;
import dev.agentsessions.json.RuntimeJson;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.pty.PtyConfig;
import dev.agentsessions.pty.Terminals;
import dev.agentsessions.pty.keeper.KeeperConfig;
import dev.agentsessions.pty.log.DiskLogsConfig;
import dev.agentsessions.pty.log.UpkeepConfig;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.WantedWorkspace;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The variables that the operator gives each container of a session. */
final class PodEnvironment {
  private static final String SESSION = "SESSION_ID";
  private static final String PROJECT = "PROJECT";
  private static final String WORKSPACE = "SESSION_WORKSPACE";
  private static final String HOME = "HOME";

  /** Of the API; the content token is in the file beside it. */
  private static final String API_TOKEN = "SESSION_TOKEN_FILE";

  private static final String API_URL = "SESSION_API_URL";

  /** What the workspace shall have from the beginning, in JSON. */
  private static final String WANTED = "SESSION_CONTENT";

  private static final String CONTENT_TOKEN = "content-token";

  private final Map<String, String> variables;

  PodEnvironment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /**
   * @throws Refusal naming everything that is missing or wrong
   */
  ContentConfig config(SessionHttpConfig http) {
    List<String> problems = new ArrayList<>();
    SessionId session = read(SESSION, SessionId::new, problems);
    ProjectId project = read(PROJECT, ProjectId::new, problems);
    Path workspace = read(WORKSPACE, PodEnvironment::absolute, problems);
    Path tokens = read(API_TOKEN, PodEnvironment::absolute, problems);
    Path home = read(HOME, PodEnvironment::absolute, problems);
    URI api = variables.containsKey(API_URL) ? read(API_URL, URI::create, problems) : null;
    if (!problems.isEmpty()
        || session == null
        || project == null
        || workspace == null
        || tokens == null
        || home == null) {
      throw new Refusal(String.join("; ", problems));
    }
    Path kept = ContentConfig.kept(workspace);
    // What is of this program's life alone is not on the volume, which others may be given.
    Path run = home.resolve(".agent-sessions");
    var pty =
        new PtyConfig(
            DiskLogsConfig.at(kept),
            UpkeepConfig.USUAL,
            KeeperConfig.at(run),
            Terminals.ofThisSystem(),
            run.resolve("tokens"),
            variables);
    return new ContentConfig(
        session,
        project,
        workspace,
        tokens.resolveSibling(CONTENT_TOKEN),
        pty,
        WorkspaceConfig.at(kept).in(workspace),
        Optional.ofNullable(api).map(url -> new RunnerApi(url, tokens)),
        http);
  }

  /**
   * @throws Refusal if it is missing or wrong
   */
  Path workspace() {
    List<String> problems = new ArrayList<>();
    Path workspace = read(WORKSPACE, PodEnvironment::absolute, problems);
    if (workspace == null) {
      throw new Refusal(String.join("; ", problems));
    }
    return workspace;
  }

  /**
   * What the workspace shall have when the runner starts; empty: nothing.
   *
   * @throws Refusal if it is no such thing
   */
  Optional<WantedWorkspace> wanted() {
    List<String> problems = new ArrayList<>();
    WantedWorkspace wanted =
        variables.containsKey(WANTED) ? read(WANTED, RuntimeJson::readFirst, problems) : null;
    if (!problems.isEmpty()) {
      throw new Refusal(String.join("; ", problems));
    }
    return Optional.ofNullable(wanted);
  }

  private <T> @Nullable T read(String name, Function<String, T> form, List<String> problems) {
    String value = variables.get(name);
    if (value == null || value.isBlank()) {
      problems.add("the variable " + name + " is missing");
      return null;
    }
    try {
      return form.apply(value);
    } catch (IllegalArgumentException | Invalid e) {
      problems.add("the variable " + name + " is wrong: " + e.getMessage());
      return null;
    }
  }

  private static Path absolute(String value) {
    Path path = Path.of(value);
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("must be an absolute path: " + value);
    }
    return path;
  }
}
