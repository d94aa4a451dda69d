package dev.agentsessions.workspace.local;

import static org.awaitility.Awaitility.await;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.ListedBranches;
import dev.agentsessions.catalog.SessionRepositories;
import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HighestFences;
import dev.agentsessions.memory.InMemoryStore;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.testkit.FakeTicker;
import dev.agentsessions.testkit.SequentialIds;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Pending;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The workspaces of one host over a data directory, as the module wires them. */
final class LocalHost implements AutoCloseable {
  static final Fence OWNER = new Fence(3);

  final WorkspaceConfig config;
  final Worktrees worktrees;
  final LocalEnvironments environments;
  final LocalWorkspaceCheck check;
  final LocalFiles files;
  final LocalUploads uploads;
  private final OpeningThreads opening;
  final InMemoryStore store = new InMemoryStore(MicrosecondClock.system());
  final Catalog catalog = store.catalog();
  final InMemoryOutputLog output = new InMemoryOutputLog();
  final LocalClones clones;
  final WorkspaceCopies copies;
  final FakeTicker ticker = new FakeTicker();
  private final SequentialIds ids = new SequentialIds();

  LocalHost(Path data) {
    this(WorkspaceConfig.at(data));
  }

  /**
   * @param git a program to run in place of git
   */
  LocalHost(Path data, Path git) {
    this(
        new WorkspaceConfig(
            data.resolve("worktrees"),
            GitConfig.USUAL.running(git.toString(), GitConfig.USUAL.checkoutLimit()),
            Duration.ofSeconds(20),
            4));
  }

  LocalHost(WorkspaceConfig config) {
    this.config = config;
    var git = new GitProgram(config.git());
    var repositories = new RepositoryCheck(git);
    worktrees =
        new Worktrees(
            git,
            repositories,
            new WorkParking(git),
            new RepositoryCommands(output, output, config));
    var fences = new HighestFences();
    var remotes = new RemoteExchange(git, config.git(), GitTokens.NONE);
    clones = new LocalClones(config, git, remotes, MicrosecondClock.system());
    opening = new OpeningThreads(Duration.ofSeconds(10));
    files = new LocalFiles(config, fences, opening, new Listing(opening));
    uploads = new LocalUploads(config, fences, files);
    var places = new GitPlaces(config, git);
    var push =
        new AutoPush(
            new LocalWorkspaceGit(places),
            new LocalGitChanges(places, fences, remotes, config.git(), new LockedOut(Pauses.REAL)),
            new ListedBranches(catalog, store.projects()));
    var parts = new AgenticClones(git, remotes);
    var agentic =
        new AgenticWorkspaces(
            config,
            parts,
            new AgenticRemoval(config, parts),
            push,
            MicrosecondClock.system(),
            ticker);
    var source = new SourceFiles(store.sessionStore(), config, opening, git);
    copies =
        new WorkspaceCopies(
            config, source, new QuickCopy(config, source), new AgenticCopy(config, source), git);
    environments =
        new LocalEnvironments(
            config,
            worktrees,
            new OriginFetch(git, remotes),
            agentic,
            new SessionRepositories(catalog),
            fences,
            uploads,
            copies);
    check = new LocalWorkspaceCheck(config, remotes, agentic, repositories, copies);
  }

  Session session(SessionKind kind) {
    var id = new SessionId(ids.next(SessionId.PREFIX));
    return new SampleSession(id, ProjectId.DEFAULT, "sample-" + id.value()).kind(kind).build();
  }

  /** One that shall begin with the files of another one, which is stored. */
  Session copyOf(Session source, SessionKind kind) {
    Session plain = session(kind);
    return plain.withStatus(plain.status().copying(source.id()));
  }

  /** As callers made it; others can then be made after it. */
  Session stored(Session session) {
    store.sessionStore().create(session);
    return session;
  }

  /** As a delete stores it, before anything of it goes. */
  void delete(Session session) {
    Session now = store.sessionStore().find(session.id()).orElseThrow();
    store
        .sessionStore()
        .commit(
            new Intent(
                now,
                now.wanting(Desired.DELETED, now.revision().updated())
                    .terminate(Ending.of(Ending.Target.CLEANED, Reason.DELETED))));
  }

  /** As somebody stores that a session shall have something else. */
  void change(Session session, SessionKind kind) {
    Session now = store.sessionStore().find(session.id()).orElseThrow();
    Session next =
        now.described(now.spec().withKind(kind), now.metadata(), now.revision().updated());
    store.sessionStore().commit(new Intent(now, next));
  }

  Session session(TestRepository repository, String branch) {
    return session(new WorktreeSession(repository.path().toString(), branch, Optional.empty()));
  }

  Session session(TestRepository repository, String branch, String base) {
    return session(new WorktreeSession(repository.path().toString(), branch, Optional.of(base)));
  }

  Worktree worktree(Session session) {
    return Worktree.of(session, (WorktreeSession) session.spec().kind(), config.worktrees());
  }

  EnvironmentState ensure(Session session) {
    return environments.ensure(session, OWNER);
  }

  /** What it is once it is no longer Pending. */
  EnvironmentState settle(Session session) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> ensure(session), state -> !(state instanceof Pending));
  }

  /** The session once it is Ready, as the owner then stores it. */
  Session ready(Session session) {
    EnvironmentState state = settle(session);
    if (state instanceof EnvironmentState.Ready ready) {
      return session.in(ready.endpoint().directory());
    }
    throw new AssertionError(state.toString());
  }

  /** What a release comes to. */
  Release release(Session session, Retention retention) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> environments.release(session, OWNER, retention),
            release -> !release.equals(Release.PENDING));
  }

  @Override
  public void close() {
    environments.close();
    opening.close();
  }
}
