package dev.agentsessions.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventCursor.OfProject;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.operation.Applied;
import dev.agentsessions.operation.ApplySession;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.MapPatch;
import dev.agentsessions.operation.MetadataPatch;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.StopSession;
import dev.agentsessions.operation.Target;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef.ById;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeRuntimeModule;
import dev.agentsessions.testkit.kill.Aftermath;
import dev.agentsessions.worker.TerminalWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Several hosts, each with a reconciler and signals of its own, on one database. */
class PostgresFleetIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int HOSTS = 3;
  private static final int SESSIONS = 30;
  private static final Caller CALLER = Caller.of("client");
  private static final ProjectId PROJECT = ProjectId.DEFAULT;
  private static final CreateSession REQUEST =
      CreateSession.of(SessionSpec.of(new QuickSession(Path.of("/work"))))
          .with(NewWorker.of(TerminalWorker.LOGIN_SHELL));

  private final PostgresStoreConfig config = PostgresDatabase.newConfig();
  private final List<AgentSessions> hosts = new ArrayList<>();

  @BeforeEach
  void start() {
    for (int number = 0; number < HOSTS; number++) {
      hosts.add(
          AgentSessions.start(
              new PostgresStoreModule(config),
              new FakeRuntimeModule(),
              new SingleUserModule(),
              new SessionModule(
                  HostConfig.of(new HostId("host-" + number), new NodeId("nod-fleet")),
                  ReconcilerConfig.DEFAULT)));
    }
  }

  @AfterEach
  void close() {
    hosts.forEach(AgentSessions::close);
  }

  @Test
  @DisplayName(
      "P-04, M-03 each session has one owner, any host changes it, and all see all its events")
  void anyHostServesAndOneOwns() throws Exception {
    List<SessionId> created = createOnAll();
    await().atMost(LONG).until(() -> all(created, SessionState.ACTIVE));
    assertThat(created)
        .allSatisfy(
            id -> {
              Session session = read(id);
              assertThat(session.ownership().owner()).isPresent();
              assertThat(session.ownership().fence()).isEqualTo(new Fence(1));
            });

    for (int number = 0; number < created.size(); number++) {
      host(number + 1)
          .sessions()
          .stop(
              CALLER,
              PROJECT,
              new StopSession(Target.of(new ById(created.get(number))), Reason.USER));
    }
    await().atMost(LONG).until(() -> all(created, SessionState.STOPPED));
    await()
        .atMost(LONG)
        .until(() -> created.stream().allMatch(id -> read(id).ownership().owner().isEmpty()));

    List<SessionEvent> events = events(host(0));
    assertThat(events(host(1))).isEqualTo(events);
    assertThat(events(host(2))).isEqualTo(events);
    try (PostgresDatabase store = PostgresDatabase.open(config)) {
      Aftermath.of(store, PROJECT).check();
    }
  }

  @Test
  @DisplayName("P-04, L-02 a host that leaves is followed by another one, once for each session")
  void anotherHostGoesOn() throws Exception {
    List<SessionId> created = createOnAll();
    await().atMost(LONG).until(() -> all(created, SessionState.ACTIVE));

    AgentSessions leaving = hosts.removeFirst();
    leaving.close();

    var left = Optional.of(new HostId("host-0"));
    await()
        .atMost(LONG)
        .until(
            () ->
                created.stream()
                    .map(this::read)
                    .noneMatch(session -> session.ownership().owner().equals(left)));
    assertThat(created)
        .allSatisfy(id -> assertThat(read(id).ownership().fence().value()).isBetween(1L, 2L));
  }

  @Test
  @DisplayName("S-07, P-04 applies of one name at several hosts make one session, and change none")
  void appliesAtSeveralHostsMakeOneSession() throws Exception {
    var wanted =
        new ApplySession(
            REQUEST.named("One").resting(),
            new MetadataPatch(Optional.empty(), MapPatch.NONE, MapPatch.NONE),
            OptionalLong.empty());

    List<Applied> applied = onAll(host -> host.sessions().apply(CALLER, PROJECT, wanted));

    assertThat(applied).filteredOn(Applied::created).hasSize(1);
    assertThat(applied).extracting(each -> each.session().id()).containsOnly(onlyId(applied));
    assertThat(read(onlyId(applied)).revision().version()).isEqualTo(1);
  }

  private static SessionId onlyId(List<Applied> applied) {
    return applied.getFirst().session().id();
  }

  /** From all hosts at once. */
  private List<SessionId> createOnAll() throws Exception {
    return onAll(host -> host.sessions().create(CALLER, PROJECT, REQUEST).id());
  }

  private <T> List<T> onAll(Function<AgentSessions, T> operation) throws Exception {
    List<Future<T>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < SESSIONS; number++) {
        AgentSessions host = host(number);
        asked.add(threads.submit(() -> operation.apply(host)));
      }
    }
    List<T> answers = new ArrayList<>();
    for (Future<T> one : asked) {
      answers.add(one.get());
    }
    return answers;
  }

  private AgentSessions host(int number) {
    return hosts.get(number % hosts.size());
  }

  private boolean all(List<SessionId> sessions, SessionState state) {
    return sessions.stream().allMatch(id -> read(id).state() == state);
  }

  private Session read(SessionId id) {
    return host(0).sessions().get(CALLER, PROJECT, new ById(id));
  }

  private static List<SessionEvent> events(AgentSessions host) {
    List<SessionEvent> all = new ArrayList<>();
    EventCursor cursor = new OfProject(PROJECT, 0);
    List<SessionEvent> page = host.journal().read(cursor, 100);
    while (!page.isEmpty()) {
      all.addAll(page);
      cursor = cursor.after(page.getLast());
      page = host.journal().read(cursor, 100);
    }
    return all;
  }
}
