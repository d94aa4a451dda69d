package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.catalog.RepositorySettings;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Reconciled.State;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.session.SourceRepository.Output;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.testkit.workspace.EnvironmentsContract;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.GitUrl.Scheme;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsGit
class AgenticEnvironmentsIT implements EnvironmentsContract {
  @TempDir Path temp;
  private TestRepository engine;
  private TestRepository wheel;
  private LocalHost host;

  @BeforeEach
  void start() {
    engine = TestRepository.at(temp.resolve("source-engine")).bare(temp.resolve("engine.git"));
    wheel = TestRepository.at(temp.resolve("source-wheel")).bare(temp.resolve("wheel.git"));
    host = host();
  }

  private LocalHost host() {
    return host("git");
  }

  private LocalHost host(String program) {
    return host(program, EnumSet.of(Scheme.HTTPS, Scheme.SSH, Scheme.FILE));
  }

  private LocalHost host(String program, Set<Scheme> remotes) {
    GitConfig git =
        GitConfig.USUAL.reaching(remotes).running(program, GitConfig.USUAL.checkoutLimit());
    return new LocalHost(
        new WorkspaceConfig(temp.resolve("data/worktrees"), git, Duration.ofSeconds(20), 4));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Override
  public Environments environments() {
    return host.environments;
  }

  @Override
  public Session possible() {
    return host.session(of(engine));
  }

  @Override
  public Session impossible() {
    return host.session(of(engine)).in(temp.resolve("gone").toString());
  }

  @Override
  public void lose(Session session) {
    Trees.delete(folder(session));
  }

  private static SourceRepository repo(TestRepository origin) {
    return SourceRepository.of(GitUrl.parse(origin.path().toString()));
  }

  private SourceRepository away() {
    return SourceRepository.of(GitUrl.parse(temp.resolve("away.git").toString()));
  }

  private static SourceRepository pushing(TestRepository origin, Optional<Output> output) {
    SourceRepository plain = repo(origin);
    return new SourceRepository(plain.url(), "work", plain.name(), true, output);
  }

  /** On its way to a state, as somebody asked for. */
  private static Session ending(Session active, Ending.Target target) {
    return active.terminate(Ending.of(target, Reason.USER));
  }

  @Test
  @DisplayName("G-03 what a session changed is pushed as it stops, where its spec wants that")
  void changesArePushed() {
    engine.git("branch", "work");
    wheel.git("branch", "work");
    var output = new Output(GitUrl.parse(wheel.path().toString()), "from/agents");
    var kind =
        new AgenticSession(
            List.of(pushing(engine, Optional.empty()), pushing(wheel, Optional.of(output)), away()),
            Optional.empty());
    Session active = active(host.session(kind));
    TestRepository changed = engine.in(root(active).resolve("repos/engine"));
    changed.write("new", "mine");
    String commit = wheel.in(root(active).resolve("repos/wheel")).commit("new", "mine");

    Session stopping = ending(active, Ending.Target.STOPPED);
    Release release = host.release(stopping, Retention.KEEP);

    assertThat(release).isEqualTo(Release.DONE);
    assertThat(engine.git("show", "work:new")).isEqualTo("mine");
    assertThat(changed.git("status", "--porcelain")).isEmpty();
    assertThat(wheel.git("rev-parse", "from/agents")).isEqualTo(commit);
    assertThat(wheel.git("rev-parse", "work")).isNotEqualTo(commit);
    String pushed = engine.git("rev-parse", "work");
    assertThat(host.release(stopping, Retention.KEEP)).as("once more").isEqualTo(Release.DONE);
    assertThat(engine.git("rev-parse", "work")).isEqualTo(pushed);
  }

  @Test
  @DisplayName("G-03 what fails or is deleted is not pushed, and a push that fails says why")
  void aPushThatFailsIsTold() {
    engine.git("branch", "work");
    wheel.git("branch", "work");
    var kind =
        new AgenticSession(
            List.of(pushing(engine, Optional.empty()), pushing(wheel, Optional.empty())),
            Optional.empty());
    Session active = active(host.session(kind));
    engine.in(root(active).resolve("repos/engine")).write("new", "mine");
    wheel.in(root(active).resolve("repos/wheel")).write("new", "mine");
    Session failed = ending(active, Ending.Target.FAILED);
    assertThat(host.release(failed, Retention.KEEP)).isEqualTo(Release.DONE);
    String before = wheel.git("rev-parse", "work");
    Trees.delete(engine.path());

    Release release = host.release(ending(active, Ending.Target.COMPLETED), Retention.KEEP);

    assertThat(release)
        .isInstanceOfSatisfying(
            Release.Done.class,
            done -> assertThat(done.unpushed().orElseThrow()).startsWith("engine: "));
    assertThat(wheel.git("rev-parse", "work")).as("the other one is").isNotEqualTo(before);
  }

  @Test
  @DisplayName(
      "G-03 nothing is pushed to a branch that a repository of the project's list protects")
  void aProtectedBranchIsNotPushedTo() {
    engine.git("branch", "work");
    host.catalog.create(
        Kind.REPOSITORY,
        ProjectId.DEFAULT,
        new Repository(
            new RepositoryId("rep-1"),
            "engine",
            engine.path(),
            new RepositorySettings(
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of("work"))),
            Instant.EPOCH));
    Session active =
        active(
            host.session(
                new AgenticSession(List.of(pushing(engine, Optional.empty())), Optional.empty())));
    engine.in(root(active).resolve("repos/engine")).write("new", "mine");
    String before = engine.git("rev-parse", "work");

    Release release = host.release(ending(active, Ending.Target.STOPPED), Retention.KEEP);

    assertThat(release)
        .isInstanceOfSatisfying(
            Release.Done.class,
            done -> assertThat(done.unpushed().orElseThrow()).contains("protected", "work"));
    assertThat(engine.git("rev-parse", "work")).isEqualTo(before);
  }

  private static AgenticSession of(TestRepository... origins) {
    return new AgenticSession(
        Stream.of(origins).map(AgenticEnvironmentsIT::repo).toList(), Optional.empty());
  }

  private Path folder(Session session) {
    return temp.resolve("data/workspaces").resolve(session.id().value());
  }

  private Path root(Session session) {
    return folder(session).resolve("workspace");
  }

  /** As the owner stores it. */
  private Session active(Session session) {
    Ready ready = (Ready) host.settle(session);
    return session
        .in(ready.endpoint().directory())
        .provisioned(ready.provision(), SampleSession.NOON)
        .after(LifecycleEvent.SPAWN, SampleSession.NOON)
        .after(LifecycleEvent.ACTIVATE, SampleSession.NOON);
  }

  private static Session wanting(Session session, SessionKind kind) {
    return session.described(
        session.spec().withKind(kind), session.metadata(), session.revision().updated());
  }

  private Session await(Session session, Predicate<Provision> reached) {
    List<Session> last = new ArrayList<>(List.of(session));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              Ready ready = (Ready) host.ensure(last.getLast());
              last.add(last.getLast().provisioned(ready.provision(), SampleSession.NOON));
              return reached.test(ready.provision());
            });
    return last.getLast();
  }

  private static List<State> states(Provision provision) {
    return provision.repos().stream().map(Reconciled::state).toList();
  }

  private static Predicate<Provision> all(State state) {
    return provision -> states(provision).stream().allMatch(state::equals);
  }

  @Test
  @DisplayName("S-01, S-21 every repository is cloned before the session is ready, one folder each")
  void everyRepositoryIsCloned() {
    Session session = host.session(of(engine, wheel));

    assertThat(host.ensure(session))
        .isInstanceOfSatisfying(
            EnvironmentState.Pending.class,
            pending -> assertThat(states(pending.provision())).containsOnly(State.CLONING));
    Ready ready = (Ready) host.settle(session);

    assertThat(ready.endpoint().directory()).isEqualTo(root(session).toString());
    assertThat(states(ready.provision())).containsExactly(State.READY, State.READY);
    assertThat(ready.provision().layout().directories())
        .containsExactly(
            root(session).resolve("repos/engine").toString(),
            root(session).resolve("repos/wheel").toString());
    assertThat(root(session).resolve("repos/wheel/README")).hasContent("hello");
    assertThat(engine.in(root(session).resolve("repos/engine")).git("branch", "--show-current"))
        .isEqualTo("main");
  }

  @Test
  @DisplayName("S-21 how far a clone is is told while it is made, in steps of ten percent")
  void howFarAClone() throws IOException {
    SlowRemote.repository(temp.resolve("large")).bare(temp.resolve("slow/engine.git"));
    Set<String> told = new LinkedHashSet<>();
    try (var slow = SlowRemote.of(temp.resolve("slow"));
        LocalHost reaching = host("git", EnumSet.allOf(Scheme.class))) {
      SourceRepository repo = SourceRepository.of(slow.url("engine.git"));
      Session session =
          reaching.session(new AgenticSession(List.of(repo, repo(wheel)), Optional.empty()));

      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                EnvironmentState state = reaching.ensure(session);
                if (state instanceof EnvironmentState.Pending pending
                    && !pending.provision().repos().isEmpty()) {
                  Reconciled<SourceRepository> first = pending.provision().repos().getFirst();
                  if (first.message().filter(told::add).isPresent()) {
                    slow.goOn();
                  }
                }
                return state instanceof Ready;
              });

      Reconciled<SourceRepository> made =
          ((Ready) reaching.ensure(session)).provision().repos().getFirst();
      assertThat(made.state()).isEqualTo(State.READY);
      assertThat(made.message()).isEmpty();
    }
    assertThat(told)
        .filteredOn(message -> message.startsWith("receiving objects, "))
        .hasSizeGreaterThan(2)
        .allMatch(message -> message.endsWith("0 %"));
  }

  @Test
  @DisplayName("S-21 a failure stops no other, says why, and is tried again, later each time")
  void aFailureStopsNoOther() {
    var kind = new AgenticSession(List.of(away(), repo(wheel)), Optional.empty());
    Session session = host.session(kind);

    Ready ready = (Ready) host.settle(session);

    assertThat(states(ready.provision())).containsExactly(State.FAILED, State.READY);
    assertThat(ready.provision().repos().getFirst().message().orElseThrow()).contains("away.git");
    Session running = active(session);
    engine.bare(temp.resolve("away.git"));
    assertThat(states(((Ready) host.ensure(running)).provision()).getFirst())
        .isEqualTo(State.FAILED);
    host.ticker.advance(Duration.ofSeconds(1));

    await(running, all(State.READY));
    assertThat(root(session).resolve("repos/away/README")).hasContent("hello");
  }

  @Test
  @DisplayName("S-21 a repository that is added to a running session is cloned beside the others")
  void aRepositoryIsAdded() {
    Session running = active(host.session(of(engine)));
    Session wanting = wanting(running, of(engine, wheel));

    Ready first = (Ready) host.ensure(wanting);
    Session now = await(wanting, all(State.READY));

    assertThat(states(first.provision())).containsExactly(State.READY, State.CLONING);
    assertThat(now.provision().layout().directories()).hasSize(2);
  }

  @Test
  @DisplayName("S-22 only the folder of a removed repository goes, and only if it is ours")
  void aRepositoryIsRemoved() throws IOException {
    Session running = active(host.session(of(engine, wheel)));
    Path repos = root(running).resolve("repos");
    Files.createDirectories(repos.resolve("mine"));
    Files.writeString(root(running).resolve("notes"), "mine");
    Session wanting = wanting(running, of(wheel));

    await(wanting, provision -> !Files.exists(repos.resolve("engine")));

    assertThat(repos.resolve("wheel/README")).exists();
    assertThat(repos.resolve("mine")).exists();
    assertThat(root(running).resolve("notes")).hasContent("mine");
    Awaitility.await().until(() -> isEmpty(folder(running).resolve(".removed")));
  }

  @Test
  @DisplayName("S-22 who looks while a repository is taken out does not cut that off")
  void looksCutOffNothing() throws IOException {
    Path asked = temp.resolve("asked");
    Path gate = temp.resolve("gate");
    Path slow =
        Script.at(
            temp.resolve("git"),
            "case \"$*\" in *' status '*) touch " + asked,
            "until [ -e " + gate + " ]; do sleep 0.05; done;; esac",
            "exec git \"$@\"");
    host.close();
    host = host(slow.toString());
    Session running = active(host.session(of(engine)));
    Session wanting = wanting(running, of());
    await(wanting, provision -> Files.exists(asked));

    host.ensure(wanting);
    assertThat(host.environments.release(wanting, LocalHost.OWNER, Retention.KEEP))
        .isEqualTo(Release.PENDING);
    Files.createFile(gate);

    Awaitility.await().until(() -> isEmpty(folder(running).resolve(".removed")));
    assertThat(host.release(wanting, Retention.KEEP)).isEqualTo(Release.DONE);
  }

  @Test
  @DisplayName("S-22 work in a removed repository that is nowhere else is kept aside")
  void workIsKeptAside() throws IOException {
    Session running = active(host.session(of(engine)));
    Path clone = root(running).resolve("repos/engine");
    engine.in(clone).commit("notes", "mine");

    await(wanting(running, of()), provision -> !Files.exists(clone));
    host.settle(wanting(running, of()));

    try (Stream<Path> kept = Files.list(folder(running).resolve(".removed"))) {
      assertThat(kept.toList())
          .singleElement()
          .satisfies(it -> assertThat(it.resolve("notes")).hasContent("mine"));
    }
    assertThat(host.release(running, Retention.DELETE)).isInstanceOf(Release.Kept.class);
  }

  @Test
  @DisplayName("S-22 a link in place of a folder leads no removal and no clone elsewhere")
  void aLinkLeadsNowhere() throws IOException {
    Session running = active(host.session(of(engine)));
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.writeString(Files.createDirectories(outside.resolve("engine")).resolve("file"), "x");
    Path repos = root(running).resolve("repos");
    Files.move(repos, root(running).resolve("moved"));
    Files.createSymbolicLink(repos, outside);

    Session wanting = wanting(running, of(wheel));
    Session now = await(wanting, all(State.FAILED));

    assertThat(now.provision().repos()).hasSize(1);
    assertThat(outside.resolve("engine/file")).hasContent("x");
    assertThat(outside.resolve("wheel")).doesNotExist();
  }

  @Test
  @DisplayName("S-21 what lies in a repository's place is not touched")
  void whatIsInTheWay() throws IOException {
    Session running = active(host.session(of(engine)));
    Path inTheWay = Files.createDirectories(root(running).resolve("repos/wheel"));
    Files.writeString(inTheWay.resolve("file"), "mine");

    Session now =
        await(wanting(running, of(engine, wheel)), it -> states(it).contains(State.FAILED));

    assertThat(now.provision().repos().get(1).message())
        .contains("something else is at repos/wheel");
    assertThat(inTheWay.resolve("file")).hasContent("mine");
  }

  @Test
  @DisplayName("S-23 agents run in the workflow's folder; one that fails leaves the old one active")
  void workflows() {
    TestRepository flows = TestRepository.at(temp.resolve("source-flows"));
    flows.commit("review/README", "how");
    ActiveWorkflow review = workflow(flows, "review");
    Session running = active(host.session(of(engine)));

    Session first =
        await(
            wanting(running, of(engine).with(Optional.of(review))),
            it -> it.active().equals(Optional.of(review)));
    Path folder = Path.of(first.provision().layout().folder().orElseThrow());
    assertThat(folder.resolve("README")).hasContent("how");
    assertThat(folder).startsWith(root(running).resolve("workflows")).endsWith(Path.of("review"));

    ActiveWorkflow missing = workflow(flows, "missing");
    Session second =
        await(
            wanting(first, of(engine).with(Optional.of(missing))),
            it -> it.workflow().orElseThrow().state() == State.FAILED);
    assertThat(second.provision().active()).contains(review);
    assertThat(second.provision().layout()).isEqualTo(first.provision().layout());
    assertThat(second.provision().workflow().orElseThrow().message())
        .contains("it has no folder missing");

    flows.commit("missing/README", "now");
    host.ticker.advance(Duration.ofMinutes(5));
    Session third = await(second, it -> it.active().equals(Optional.of(missing)));
    assertThat(third.provision().workflow().orElseThrow().state()).isEqualTo(State.READY);
    await(third, it -> !Files.exists(folder));

    Session without = await(wanting(third, of(engine)), it -> it.active().isEmpty());
    assertThat(without.provision().workflow()).isEmpty();
    assertThat(without.provision().layout().folder()).isEmpty();
    await(without, it -> isEmpty(root(without).resolve("workflows")));
  }

  private static ActiveWorkflow workflow(TestRepository origin, String path) {
    return new ActiveWorkflow(
        GitUrl.parse(origin.path().toString()), "main", new WorkspacePath(path));
  }

  @Test
  @DisplayName("L-01 another host goes on with a workspace, whatever the first had begun")
  void anotherHostGoesOn() throws IOException {
    Session session = host.session(of(engine));
    Path half =
        Files.createDirectories(
            folder(session).resolve(".cloning/repos-engine." + UUID.randomUUID() + "/.git"));
    Files.writeString(half.resolve("x"), "half");

    Session running = active(session);
    assertThat(half).doesNotExist();
    host.close();
    host = host();

    assertThat(states(((Ready) host.ensure(running)).provision())).containsExactly(State.READY);
  }

  @Test
  @DisplayName("S-08 a workspace goes when that is asked for, unless it has work nobody else has")
  void aWorkspaceGoes() {
    Session session = active(host.session(of(engine)));
    assertThat(host.release(session, Retention.KEEP)).isEqualTo(Release.DONE);
    engine.in(root(session).resolve("repos/engine")).write("draft", "x");

    assertThat(host.release(session, Retention.DELETE))
        .isInstanceOfSatisfying(
            Release.Kept.class,
            kept -> assertThat(kept.reason()).startsWith("engine: not committed: draft"));
    engine.in(root(session).resolve("repos/engine")).git("clean", "-fdq");
    assertThat(host.release(session, Retention.DELETE)).isEqualTo(Release.DONE);
    assertThat(folder(session)).doesNotExist();
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      return true;
    }
  }
}
