package dev.agentsessions.testkit.store;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.host.Fence;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Conditions;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.LlmSettings;
import dev.agentsessions.session.Ownership;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Revision;
import dev.agentsessions.session.Run;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStatus;
import dev.agentsessions.session.Slug;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspacePath;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a session for a test: a quick one in {@code /srv/work}, just created and wanted running,
 * unless said otherwise. For one thread.
 */
public final class SampleSession {
  /** When samples are created unless said otherwise. */
  public static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");

  /** Whose samples are unless said otherwise. */
  public static final Owner ADA = new Owner(OwnerScope.IDENTITY_ACCOUNT, "ada");

  /** A kind with everything that one of clones may have. */
  public static AgenticSession agentic() {
    return new AgenticSession(
        List.of(
            new SourceRepository(
                GitUrl.parse("https://example.org/team/engine.git"),
                "release/1",
                "motor",
                true,
                Optional.of(
                    new SourceRepository.Output(
                        GitUrl.parse("git@example.org:fork/engine.git"), "agent/ß"))),
            SourceRepository.of(GitUrl.parse("https://example.org/team/wheel.git"))),
        Optional.of(
            new ActiveWorkflow(
                GitUrl.parse("https://example.org/flows.git"),
                "main",
                new WorkspacePath("flows/größe"))));
  }

  private final SessionId id;
  private final ProjectId project;
  private final String name;
  private final Map<String, String> labels = new HashMap<>();
  private final List<Worker> workers = new ArrayList<>();
  private String displayName;
  private Owner owner = ADA;
  private Optional<SessionId> parent = Optional.empty();
  private Optional<String> role = Optional.empty();
  private SessionKind kind = new QuickSession(Path.of("/srv/work"));
  private Optional<AgentId> agent = Optional.empty();
  private Optional<String> prompt = Optional.empty();
  private Optional<String> subject = Optional.empty();
  private Desired desired = Desired.RUNNING;
  private SessionState state = SessionState.CREATED;
  private Instant createdAt = NOON;
  private Optional<NodeId> node = Optional.empty();

  /** A session of this name; its slug is the name's. */
  public SampleSession(SessionId id, ProjectId project, String name) {
    this.id = id;
    this.project = project;
    this.name = name;
    this.displayName = name;
  }

  public SampleSession displayed(String displayName) {
    this.displayName = displayName;
    return this;
  }

  public SampleSession ownedBy(Owner owner) {
    this.owner = owner;
    return this;
  }

  public SampleSession childOf(Session parent) {
    this.parent = Optional.of(parent.id());
    return this;
  }

  public SampleSession role(String role) {
    this.role = Optional.of(role);
    return this;
  }

  public SampleSession label(String key, String value) {
    labels.put(key, value);
    return this;
  }

  public SampleSession kind(SessionKind kind) {
    this.kind = kind;
    return this;
  }

  public SampleSession agent(String agent) {
    this.agent = Optional.of(new AgentId(agent));
    return this;
  }

  public SampleSession prompt(String prompt) {
    this.prompt = Optional.of(prompt);
    return this;
  }

  public SampleSession subject(String subject) {
    this.subject = Optional.of(subject);
    return this;
  }

  public SampleSession desired(Desired desired) {
    this.desired = desired;
    return this;
  }

  /** In this state; a terminating one towards STOPPED. */
  public SampleSession in(SessionState state) {
    this.state = state;
    return this;
  }

  public SampleSession at(Instant createdAt) {
    this.createdAt = createdAt;
    return this;
  }

  /** At home on a node; without this, anywhere. */
  public SampleSession on(NodeId node) {
    this.node = Optional.of(node);
    return this;
  }

  public SampleSession with(Worker worker) {
    workers.add(worker);
    return this;
  }

  public Session build() {
    return new Session(
        new SessionIdentity(id, project, Slug.of(name), name, owner, parent, role),
        new SessionMetadata(displayName, labels, Map.of()),
        new SessionSpec(
            kind,
            SessionSpec.LOCAL,
            new AgentSettings(agent, prompt, LlmSettings.DEFAULT, Map.of()),
            RunPolicy.DEFAULT,
            Map.of(),
            subject),
        desired,
        Revision.first(new Revision.Change(createdAt, owner.id())),
        new SessionStatus(
            1,
            state,
            Optional.empty(),
            Optional.empty(),
            state == SessionState.TERMINATING
                ? Optional.of(Ending.of(Target.STOPPED, Reason.USER))
                : Optional.empty(),
            Conditions.NONE,
            Run.NONE),
        new Ownership(node, Optional.empty(), Fence.NONE),
        Liveness.from(createdAt),
        workers);
  }
}
