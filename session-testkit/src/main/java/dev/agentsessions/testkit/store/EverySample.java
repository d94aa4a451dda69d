package dev.agentsessions.testkit.store;

import static dev.agentsessions.testkit.store.IdempotencyContract.ANSWER;
import static dev.agentsessions.testkit.store.SampleSession.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.RoleBinding;
import dev.agentsessions.credential.GitServer;
import dev.agentsessions.credential.StoredGitToken;
import dev.agentsessions.host.Host;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.idempotency.Attempt;
import dev.agentsessions.idempotency.IdempotencyStore;
import dev.agentsessions.idempotency.RequestKey;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.identity.Token;
import dev.agentsessions.identity.TokenHash;
import dev.agentsessions.identity.TokenId;
import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageId;
import dev.agentsessions.message.MessageRole;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.message.NewMessage;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.schedule.Overlap;
import dev.agentsessions.schedule.RunId;
import dev.agentsessions.schedule.Schedule;
import dev.agentsessions.schedule.ScheduleId;
import dev.agentsessions.schedule.ScheduleRun;
import dev.agentsessions.schedule.Timing;
import dev.agentsessions.secret.SealedSecret;
import dev.agentsessions.secret.SecretName;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.task.NewTask;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.Tasks;
import dev.agentsessions.worker.WorkerId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something in every table, always the same, in a project of its own: what an upgrade must keep. A
 * table that comes later is written and read here, too, and a sample of the next release has it.
 */
public record EverySample(StorePorts store, Tasks tasks, IdempotencyStore idempotency) {
  private static final ProjectId PROJECT = new ProjectId("everything");

  /** Is there where tables that came after release 0.2 were written. */
  private static final ProjectId SINCE_0_2 = new ProjectId("everything-since-0-2");

  private static final Session SESSION =
      new SampleSession(new SessionId("ses-everything"), PROJECT, "everything").build();
  private static final HostId HOST = new HostId("everything");
  private static final NodeId NODE = new NodeId("nod-everything");
  private static final String ADDRESS = "http://10.0.0.5:8787/api/v1";
  private static final StoredGitToken GIT_TOKEN =
      new StoredGitToken(
          new GitServer("git.example.org"),
          "ada",
          new SealedSecret("c2VhbGVk"),
          NOON,
          Optional.of(NOON.plus(Duration.ofDays(3650))));
  private static final SecretName SECRET = new SecretName("API_KEY");
  private static final SealedSecret SEALED = new SealedSecret("c2VhbGVk");
  private static final RequestKey KEY = new RequestKey(Optional.of(PROJECT), "ada", "a-key");

  private static final Agent AGENT = new Agent(new AgentId("mine"), "Mine", List.of("run", "it"));
  private static final RoleBinding ROLE = new RoleBinding("bob", Permission.EDIT, NOON);
  private static final NewTask TASK =
      new NewTask(PROJECT, "sample-task", "a key", Optional.of("a payload"));
  private static final Schedule SCHEDULE =
      new Schedule(
          new ScheduleId("sch-everything"),
          PROJECT,
          "nightly",
          new Timing("0 3 * * *", ZoneId.of("Europe/Berlin")),
          Overlap.REUSE,
          CreateSession.in(Path.of("/srv/work")),
          false,
          Optional.of(NOON.plus(Duration.ofDays(3650))),
          NOON,
          "ada",
          1);
  private static final ScheduleRun RUN =
      new ScheduleRun(
          new RunId("run-everything"),
          SCHEDULE.id(),
          PROJECT,
          ScheduleRun.Cause.TRIGGER,
          NOON,
          NOON,
          ScheduleRun.State.STARTED,
          Optional.of(SESSION.id()),
          Optional.empty());

  private static final NewMessage MESSAGE =
      new NewMessage(
          new MessageId("msg-everything"),
          MessageRole.USER,
          FullSample.TEXT,
          NOON,
          "ada",
          new WorkerId("wrk-everything"),
          MessageState.QUEUED,
          Optional.of("its own name"));

  /** Writes it, unless it is there, and looks whether it is as it was written. */
  public void check() {
    if (store.projects().find(PROJECT).isEmpty()) {
      leave();
    }
    if (store.projects().find(SINCE_0_2).isEmpty()) {
      leaveSince02();
    }
    assertThat(store.sessionStore().find(SESSION.id()).map(Session::spec)).contains(SESSION.spec());
    assertThat(store.hosts().observe())
        .filteredOn(host -> host.id().equals(HOST))
        .singleElement()
        .satisfies(EverySample::isTheHost);
    tokens().forEach(each -> assertThat(store.tokens().find(each.id())).contains(each));
    assertThat(store.messageStore().read(SESSION.id(), 0, 10))
        .extracting(Message::id, Message::text)
        .containsExactly(tuple(MESSAGE.id(), MESSAGE.text()));
    assertThat(store.reportStore().find(SESSION)).contains(SampleReports.FULL);
    assertThat(store.catalog().list(Kind.AGENT, PROJECT)).containsExactly(AGENT);
    assertThat(store.catalog().list(Kind.ROLE, PROJECT)).containsExactly(ROLE);
    assertThat(store.schedules().list(PROJECT)).containsExactly(SCHEDULE.touched());
    assertThat(store.schedules().runs().list(SCHEDULE.id(), 10)).containsExactly(RUN);
    assertThat(store.secrets().all(SESSION.id())).containsOnlyKeys(SECRET).containsValue(SEALED);
    assertThat(store.gitTokens().list("ada-everything")).containsExactly(GIT_TOKEN);
    assertThat(tasks.list(PROJECT, Optional.empty(), 10))
        .extracting(Task::work)
        .containsExactly(TASK);
    assertThat(idempotency.begin(KEY, "print", NOON)).isEqualTo(new Attempt.Done(ANSWER));
  }

  private void leave() {
    store.projects().create(new Project(PROJECT, Optional.of("All"), ProjectSettings.NONE, NOON));
    store.sessionStore().create(SESSION);
    store.hosts().join(HOST, NODE, Optional.of(ADDRESS));
    tokens().forEach(store.tokens()::add);
    store.messageStore().add(SESSION, MESSAGE);
    store.reportStore().put(SESSION, SampleReports.FULL);
    store.catalog().create(Kind.AGENT, PROJECT, AGENT);
    store.catalog().create(Kind.ROLE, PROJECT, ROLE);
    store.schedules().create(SCHEDULE);
    store.schedules().change(SCHEDULE, SCHEDULE.touched(), Optional.of(RUN));
    store.secrets().put(SESSION.id(), SECRET, SEALED);
    tasks.enqueue(TASK);
    idempotency.begin(KEY, "print", NOON);
    idempotency.finish(KEY, ANSWER);
  }

  private void leaveSince02() {
    store.projects().create(new Project(SINCE_0_2, Optional.empty(), ProjectSettings.NONE, NOON));
    store.gitTokens().put("ada-everything", GIT_TOKEN);
  }

  private static void isTheHost(Host host) {
    assertThat(host.node()).isEqualTo(NODE);
    assertThat(host.address()).contains(ADDRESS);
    assertThat(host.incarnation()).isEqualTo(1);
  }

  private static List<Token> tokens() {
    return List.of(
        token("tok-person", Caller.of("ada"), Optional.of("laptop")),
        token("tok-host", caller("host:everything", new Standing.OfHost(HOST)), Optional.empty()),
        token(
            "tok-session",
            caller("ses-everything", new Standing.OfSession(PROJECT, SESSION.id())),
            Optional.empty()));
  }

  private static Caller caller(String id, Standing standing) {
    return new Caller(id, Set.of(), standing);
  }

  private static Token token(String id, Caller caller, Optional<String> name) {
    var hash = new TokenHash("0123456789abcdef".repeat(4));
    return new Token(new TokenId(id), caller, name, hash, NOON, NOON.plus(Token.LONGEST));
  }
}
