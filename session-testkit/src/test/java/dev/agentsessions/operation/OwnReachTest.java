package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.operation.LiveCalls.Mode;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.worker.WorkerRef;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whoever is no administrator has to do with what is theirs, and nothing else is there. */
class OwnReachTest {
  private static final Caller BOB = Caller.of("bob");
  private static final Caller ADMIN = new Caller("admin", Set.of(), Standing.ADMINISTRATOR);
  private static final ProjectId TEAM = new ProjectId("team");

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();
  private Session anns;
  private Session bobs;

  @BeforeEach
  void everybodyHasASession() {
    world.authorizeBy(Authorizer.OWNERS);
    anns = running(ANN, "anns");
    bobs = running(BOB, "bobs");
  }

  @Test
  @DisplayName("T-02 a person lists and counts what is theirs, an administrator everything")
  void listsHoldWhatIsTheirs() {
    assertThat(list(ANN)).containsExactly(anns);
    assertThat(list(BOB)).containsExactly(bobs);
    assertThat(list(ADMIN)).containsExactly(bobs, anns);
    assertThat(sessions.count(ANN, DEFAULT, SessionFilter.ALL)).isEqualTo(1);
    assertThat(sessions.count(ADMIN, DEFAULT, SessionFilter.ALL)).isEqualTo(2);
  }

  @Test
  @DisplayName("T-02 another's session is as little there as one that never was")
  void anothersSessionIsNotThere() {
    assertNotFound(everyCall(ANN, Requests.byId(bobs)));
    assertNotFound(everyCall(ANN, new SessionRef.BySlug(bobs.identity().slug())));
    assertNotFound(everyCall(ANN, SessionRef.parse("ses-none")));

    assertThat(world.read(bobs.id())).isEqualTo(bobs);
  }

  @Test
  @DisplayName("T-02 a member has to do with what the organization has")
  void aMemberHasToDoWithTheOrganizations() {
    Caller member = new Caller("bob", Set.of("acme"));
    Session shared = sessions.create(member, DEFAULT, Requests.ownedBy("acme"));

    Caller other = new Caller("eve", Set.of("acme"));
    assertThat(sessions.get(other, DEFAULT, Requests.byId(shared)).identity().owner())
        .isEqualTo(new Owner(OwnerScope.ORGANIZATION, "acme"));
    assertThat(list(other)).extracting(Session::id).containsExactly(shared.id());
    assertNotFound(everyCall(ANN, Requests.byId(shared)));
  }

  @Test
  @DisplayName("T-02 nobody makes a child of another's session, nor learns that it is there")
  void nobodyMakesAChildOfAnothers() {
    assertThatThrownBy(() -> sessions.create(ANN, DEFAULT, Requests.childOf(bobs.id())))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("T-02 to apply what another has by that name is refused as taken")
  void applyOfATakenNameIsRefused() {
    var request =
        new ApplySession(
            Requests.quick().named("bobs"),
            new MetadataPatch(Optional.empty(), MapPatch.NONE, MapPatch.NONE),
            OptionalLong.empty());

    assertThatThrownBy(() -> sessions.apply(ANN, DEFAULT, request))
        .isInstanceOf(AlreadyExists.class);

    assertThat(world.read(bobs.id())).isEqualTo(bobs);
  }

  @Test
  @DisplayName("T-02 what acts for one session has to do with that one alone")
  void whatActsForASessionHasToDoWithThatOne() {
    for (Caller own : List.of(ofWorker(anns), ofSession(anns))) {
      assertThat(sessions.get(own, DEFAULT, Requests.byId(anns))).isEqualTo(anns);
      assertThat(list(own)).containsExactly(anns);
      assertNotFound(everyCall(own, Requests.byId(bobs)));
      assertNotFound(everyCall(own, SessionRef.parse("ses-none")));
      assertDenied(
          () -> sessions.create(own, DEFAULT, Requests.quick()),
          () -> sessions.clone(own, DEFAULT, CloneSession.of(Requests.byId(anns))),
          () -> sessions.restartAgents(own, DEFAULT, Optional.empty()),
          () -> sessions.get(own, TEAM, Requests.byId(anns)),
          () -> sessions.list(own, SessionQuery.of(TEAM)),
          () -> host.projects().get(own, DEFAULT));
      assertThat(host.projects().list(own)).isEmpty();
    }
  }

  @Test
  @DisplayName("T-02 only an administrator makes, changes and deletes projects")
  void onlyAnAdministratorAdministers() {
    for (Caller one : List.of(ANN, ofWorker(anns), ofSession(anns))) {
      assertDenied(
          () -> host.projects().create(one, TEAM, Optional.empty(), ProjectSettings.NONE),
          () -> host.projects().change(one, DEFAULT, ProjectSettings.NONE),
          () -> host.projects().delete(one, DEFAULT));
    }
    assertThat(host.projects().create(ADMIN, TEAM, Optional.empty(), ProjectSettings.NONE).id())
        .isEqualTo(TEAM);
  }

  @Test
  @DisplayName("T-02 in single-user mode, too, a worker has to do with its own session alone")
  void aWorkerStaysInItsSession() {
    world.authorizeBy(Authorizer.SINGLE_USER);

    assertThat(list(ANN)).containsExactly(bobs, anns);
    assertThat(list(ofWorker(anns))).containsExactly(anns);
    assertNotFound(everyCall(ofWorker(anns), Requests.byId(bobs)));
  }

  private List<ThrowingCallable> everyCall(Caller caller, SessionRef session) {
    Target target = Target.of(session);
    var worker = bobs.workers().getFirst().id();
    return List.of(
        () -> sessions.get(caller, DEFAULT, session),
        () -> sessions.update(caller, DEFAULT, new UpdateSession(target, Requests.quick().spec())),
        () -> sessions.start(caller, DEFAULT, new StartSession(target)),
        () -> sessions.restart(caller, DEFAULT, RestartSession.of(target)),
        () -> sessions.addWorker(caller, DEFAULT, new AddWorker(target, Requests.SHELL)),
        () -> sessions.deleteWorker(caller, DEFAULT, new DeleteWorker(target, worker)),
        () -> sessions.restartWorker(caller, DEFAULT, RestartWorker.of(target, worker)),
        () -> host.live().attach(caller, DEFAULT, session, worker, Mode.READ),
        () -> host.live().interrupt(caller, DEFAULT, session, Optional.empty()),
        () -> host.live().heartbeat(caller, DEFAULT, session),
        () -> host.messages().send(caller, DEFAULT, SendMessage.of(session, "hello").to(worker)),
        () -> host.messages().read(caller, DEFAULT, session, 0, 1),
        () -> host.get(Results.class).get(caller, DEFAULT, session),
        () -> host.get(Exports.class).open(caller, DEFAULT, session));
  }

  private List<Session> list(Caller caller) {
    return sessions.list(caller, SessionQuery.of(DEFAULT)).items();
  }

  private Session running(Caller caller, String name) {
    Session made = sessions.create(caller, DEFAULT, Requests.quick(Requests.SHELL).named(name));
    return host.settle(made.id());
  }

  private static Caller ofWorker(Session session) {
    WorkerRef worker = Requests.ref(session, 0);
    return new Caller("worker", Set.of(), new Standing.OfWorker(DEFAULT, worker, 1));
  }

  private static Caller ofSession(Session session) {
    return new Caller("session", Set.of(), new Standing.OfSession(DEFAULT, session.id()));
  }

  private static void assertNotFound(List<ThrowingCallable> calls) {
    assertThat(calls).allSatisfy(call -> assertThatThrownBy(call).isInstanceOf(NotFound.class));
  }

  private static void assertDenied(ThrowingCallable... calls) {
    assertThat(calls).allSatisfy(call -> assertThatThrownBy(call).isInstanceOf(Denied.class));
  }
}
