package dev.agentsessions;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentCatalog;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.agent.ConfiguredAgents;
import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.credential.StoredGitTokens;
import dev.agentsessions.event.AuditTrail;
import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.Tokens;
import dev.agentsessions.memory.InMemoryStoreModule;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.Projects;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.schedule.Schedules;
import dev.agentsessions.secret.SessionSecrets;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.task.Tasks;
import dev.agentsessions.testkit.FakeClock;
import dev.agentsessions.testkit.FakeEnvironments;
import dev.agentsessions.testkit.FakeRemoteEnvironments;
import dev.agentsessions.testkit.FakeRepositoryClones;
import dev.agentsessions.testkit.FakeTicker;
import dev.agentsessions.testkit.FakeUploads;
import dev.agentsessions.testkit.FakeWorkerRuntime;
import dev.agentsessions.testkit.FakeWorkspaceCheck;
import dev.agentsessions.testkit.FakeWorkspaceFiles;
import dev.agentsessions.time.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One store and the fakes around it, for {@link TestHost}s: a test moves the time and makes every
 * pass itself.
 */
public final class World {
  public static final Caller ANN = Caller.of("ann");
  public static final AgentId CLAUDE = new AgentId("claude");
  public static final Path DIRECTORY = Path.of("/srv/work");
  public static final NodeId NODE = new NodeId("nod-1");

  /** The runtime whose environments are Ready at once. */
  public static final String LOCAL = SessionSpec.LOCAL;

  /** The runtime whose environments are far away. */
  public static final String REMOTE = "remote";

  public final FakeClock clock = FakeClock.atNoon();
  public final ScriptedIds ids = new ScriptedIds();
  public final InMemoryOutputLog output = new InMemoryOutputLog();
  public final FakeWorkerRuntime runtime = new FakeWorkerRuntime(output);
  public final FakeEnvironments environments = new FakeEnvironments();
  public final FakeRemoteEnvironments remote = new FakeRemoteEnvironments(runtime);
  public final FakeWorkspaceCheck workspaces = new FakeWorkspaceCheck();
  public final FakeWorkspaceFiles files = new FakeWorkspaceFiles();
  public final FakeUploads uploads = new FakeUploads();
  public final FakeRepositoryClones clones = new FakeRepositoryClones();
  public final ScriptedStore store;
  public final EventJournal journal;
  public final MessageStore messages;
  public final ReportStore reports;
  public final Hosts hosts;
  public final Projects projects;
  public final Tasks tasks;
  public final Schedules schedules;
  public final Tokens tokens;
  public final Catalog catalog;
  public final SessionSecrets secrets;
  public final StoredGitTokens gitTokens;
  public final AuditTrail auditTrail;
  private final List<FakeTicker> tickers = new ArrayList<>();
  private volatile List<Agent> agents = List.of(new Agent(CLAUDE, "Claude", List.of("claude")));
  private volatile Authorizer authorizer = Authorizer.SINGLE_USER;

  public World() {
    Injector stores =
        Guice.createInjector(
            new InMemoryStoreModule(),
            binder -> {
              binder.bind(InstantSource.class).toInstance(clock);
              binder.bind(Ticker.class).toInstance(new FakeTicker());
              binder.bind(IdGenerator.class).toInstance(ids);
            });
    store = new ScriptedStore(stores.getInstance(SessionStore.class));
    journal = stores.getInstance(EventJournal.class);
    messages = stores.getInstance(MessageStore.class);
    reports = stores.getInstance(ReportStore.class);
    hosts = stores.getInstance(Hosts.class);
    projects = stores.getInstance(Projects.class);
    tasks = stores.getInstance(Tasks.class);
    schedules = stores.getInstance(Schedules.class);
    tokens = stores.getInstance(Tokens.class);
    catalog = stores.getInstance(Catalog.class);
    secrets = stores.getInstance(SessionSecrets.class);
    gitTokens = stores.getInstance(StoredGitTokens.class);
    auditTrail = stores.getInstance(AuditTrail.class);
    workspaces.addDirectory(DIRECTORY);
  }

  /** From now on this decides who may what. */
  public void authorizeBy(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  /** From now on it is known, too. */
  public void addAgent(Agent agent) {
    agents = Stream.concat(agents.stream(), Stream.of(agent)).toList();
  }

  /** From now on no agent is known. */
  public void forgetAgents() {
    agents = List.of();
  }

  AgentCatalog agents() {
    return new AgentCatalog() {
      @Override
      public Optional<Agent> find(ProjectId project, AgentId id) {
        return new ConfiguredAgents(agents).find(project, id);
      }

      @Override
      public List<Agent> list(ProjectId project) {
        return agents;
      }
    };
  }

  Authorizer authorizer() {
    return (caller, permission, project) -> authorizer.reach(caller, permission, project);
  }

  /** The monotonic time of one more host. */
  FakeTicker newTicker() {
    var ticker = new FakeTicker();
    tickers.add(ticker);
    return ticker;
  }

  /** Passes time for every clock. */
  public void advance(Duration by) {
    clock.advance(by);
    tickers.forEach(ticker -> ticker.advance(by));
  }

  public Session read(SessionId session) {
    return store.find(session).orElseThrow();
  }

  /** All sessions of the default project that are not deleted, newest first. */
  public List<Session> all() {
    return store.page(SessionQuery.of(ProjectId.DEFAULT)).items();
  }

  /** What the journal tells of a session, first to last. */
  public List<SessionChange> changes(SessionId session) {
    return journal.read(new EventCursor.OfSession(session, 0), Integer.MAX_VALUE).stream()
        .map(SessionEvent::change)
        .toList();
  }
}
