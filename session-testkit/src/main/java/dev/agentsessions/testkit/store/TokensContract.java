package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.HostId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.IssuedToken;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.identity.Token;
import dev.agentsessions.identity.TokenCheck;
import dev.agentsessions.identity.TokenHash;
import dev.agentsessions.identity.TokenId;
import dev.agentsessions.identity.TokenIssuer;
import dev.agentsessions.identity.TokenSecret;
import dev.agentsessions.identity.UlidGenerator;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerRef;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tokens are kept as hashes, and hold as long as what they were made for. */
public interface TokensContract extends StorePorts {
  Duration DAY = Duration.ofDays(1);
  Duration FOREVER = Token.LONGEST;

  @Test
  @DisplayName("T-03 a token proves whom it was issued for, whoever that is")
  default void aTokenProvesItsCaller() {
    SampleProject project = SampleProject.in(this);
    Session session = sessionWithShell(project);

    for (Caller caller :
        List.of(
            person(project, "ann"),
            new Caller(name(project, "admin"), Set.of(), Standing.ADMINISTRATOR),
            ofHost(project.hostId()),
            ofSession(session),
            ofWorker(session, 1))) {
      IssuedToken issued = issue(caller, DAY);

      assertThat(check().caller(issued.secret())).contains(caller);
      assertThat(tokens().find(issued.token().id())).contains(issued.token());
    }
  }

  @Test
  @DisplayName("T-03 another secret, or another token's, proves nobody")
  default void anotherSecretProvesNobody() {
    SampleProject project = SampleProject.in(this);
    TokenSecret one = issue(person(project, "ann"), DAY).secret();
    TokenSecret other = issue(person(project, "bob"), DAY).secret();

    assertThat(check().caller(new TokenSecret(one.id(), other.random()))).isEmpty();
    assertThat(check().caller(new TokenSecret(new TokenId("tok-nobody"), one.random()))).isEmpty();
  }

  @Test
  @DisplayName("T-03 a token that has expired proves nobody, to the microsecond")
  default void anExpiredTokenProvesNobody() {
    IssuedToken issued = issue(person(SampleProject.in(this), "ann"), DAY);
    var end = issued.token().expiresAt();

    assertThat(check(() -> end.minusNanos(1000)).caller(issued.secret())).isPresent();
    assertThat(check(() -> end).caller(issued.secret())).isEmpty();
  }

  @Test
  @DisplayName("T-03 a revoked token proves nobody from then on, and the others still do")
  default void aRevokedTokenProvesNobody() {
    Caller ann = person(SampleProject.in(this), "ann");
    IssuedToken lost = issue(ann, DAY);
    IssuedToken kept = issue(ann, DAY);

    assertThat(tokens().revoke(lost.token().id())).isTrue();

    assertThat(check().caller(lost.secret())).isEmpty();
    assertThat(check().caller(kept.secret())).contains(ann);
    assertThat(tokens().revoke(lost.token().id())).isFalse();
  }

  @Test
  @DisplayName("T-03 a person's tokens are listed newest first, and nobody else's")
  default void listsAPersonsTokens() {
    SampleProject project = SampleProject.in(this);
    Caller ann = person(project, "ann");
    issue(person(project, "bob"), DAY);
    issue(new Caller(ann.id(), Set.of(), new Standing.OfHost(new HostId("main"))), DAY);
    Token first = issue(ann, DAY).token();
    Token second = issue(new Caller(ann.id(), Set.of(), Standing.ADMINISTRATOR), DAY).token();

    assertThat(tokens().ofUser(ann.id())).containsExactly(second, first);
    assertThat(tokens().ofUser(name(project, "nobody"))).isEmpty();
  }

  @Test
  @DisplayName("T-03 what has expired is forgotten when its holder gets another one")
  default void forgetsWhatHasExpired() {
    Caller ann = person(SampleProject.in(this), "ann");
    Token old = issue(ann, Duration.ofMillis(1)).token();

    Token fresh =
        new TokenIssuer(tokens(), new UlidGenerator(clock()), old::expiresAt)
            .issue(ann, Optional.empty(), DAY)
            .token();

    assertThat(tokens().ofUser(ann.id())).containsExactly(fresh);
  }

  @Test
  @DisplayName("T-03 an id that is taken is refused, and the token that has it stays")
  default void refusesATakenId() {
    SampleProject project = SampleProject.in(this);
    Token there = issue(person(project, "ann"), DAY).token();

    assertThatThrownBy(
            () ->
                tokens()
                    .add(
                        new Token(
                            there.id(),
                            person(project, "bob"),
                            Optional.empty(),
                            new TokenHash("0".repeat(64)),
                            there.createdAt(),
                            there.expiresAt())))
        .isInstanceOf(AlreadyExists.class);

    assertThat(tokens().find(there.id())).contains(there);
  }

  @Test
  @DisplayName("T-03 there is no token for a session or a worker that is not there")
  default void refusesWhatIsNotThere() {
    SampleProject project = SampleProject.in(this);
    Session session = sessionWithShell(project);
    Session other = sessionWithShell(project);
    Session never = project.session("never").with(project.terminal("shell")).build();

    assertThatThrownBy(() -> issue(ofSession(never), DAY)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> issue(ofWorker(never, 1), DAY)).isInstanceOf(NotFound.class);
    WorkerRef mixed = new WorkerRef(session.id(), other.workers().getFirst().id());
    assertThatThrownBy(
            () ->
                issue(
                    new Caller("x", Set.of(), new Standing.OfWorker(project.id(), mixed, 1)), DAY))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("W-02, T-03 a worker has one token: the last one")
  default void aWorkerHasOneToken() {
    Session session = sessionWithShell(SampleProject.in(this));
    TokenSecret first = issue(ofWorker(session, 1), FOREVER).secret();
    TokenSecret ofTheSession = issue(ofSession(session), FOREVER).secret();

    TokenSecret second = issue(ofWorker(session, 2), FOREVER).secret();

    assertThat(check().caller(first)).isEmpty();
    assertThat(check().caller(second)).contains(ofWorker(session, 2));
    assertThat(check().caller(ofTheSession)).isPresent();
  }

  @Test
  @DisplayName("P-07, T-03 a host has one token: the last one, also when several are made at once")
  default void aHostHasOneToken() throws Exception {
    SampleProject project = SampleProject.in(this);
    Caller host = ofHost(project.hostId());
    Caller other = ofHost(project.hostId());
    TokenSecret ofTheOther = issue(other, FOREVER).secret();

    TokenSecret first = issue(host, FOREVER).secret();
    TokenSecret second = issue(host, FOREVER).secret();

    assertThat(check().caller(first)).isEmpty();
    assertThat(check().caller(second)).contains(host);

    List<TokenSecret> raced = Crowd.run(16, number -> () -> issue(host, FOREVER).secret());

    assertThat(raced).filteredOn(secret -> check().caller(secret).isPresent()).hasSize(1);
    assertThat(check().caller(ofTheOther)).contains(other);
  }

  @Test
  @DisplayName("T-03 a worker's token holds from before its process runs until that is over")
  default void aWorkersTokenEndsWithItsProcess() {
    SampleProject project = SampleProject.in(this);
    Session session = project.owned(sessionWithShell(project));
    WorkerId worker = session.workers().getFirst().id();
    TokenSecret secret = issue(ofWorker(session, 1), FOREVER).secret();
    assertThat(check().caller(secret)).isPresent();

    Session running =
        sessionStore().commit(SampleChanges.see(session, worker, WorkerObserved.running(1)));
    assertThat(check().caller(secret)).isPresent();

    sessionStore()
        .commit(
            SampleChanges.see(running, worker, WorkerObserved.ended(1, WorkerExit.failed("over"))));
    assertThat(check().caller(secret)).isEmpty();
  }

  @Test
  @DisplayName("T-03 a worker's token of an earlier process proves nobody")
  default void anEarlierProcessProvesNobody() {
    SampleProject project = SampleProject.in(this);
    Session session = project.owned(sessionWithShell(project));
    WorkerId worker = session.workers().getFirst().id();
    TokenSecret secret = issue(ofWorker(session, 1), FOREVER).secret();

    sessionStore().commit(SampleChanges.see(session, worker, WorkerObserved.running(2)));

    assertThat(check().caller(secret)).isEmpty();
  }

  @Test
  @DisplayName("S-08, T-03 a deleted session's tokens prove nobody at once, and go with its row")
  default void tokensGoWithTheirSession() {
    SampleProject project = SampleProject.in(this);
    Session session = sessionWithShell(project);
    Session other = sessionWithShell(project);
    IssuedToken own = issue(ofSession(session), FOREVER);
    IssuedToken workers = issue(ofWorker(session, 1), FOREVER);
    IssuedToken others = issue(ofSession(other), FOREVER);

    Session deleted = sessionStore().commit(SampleChanges.delete(session));
    assertThat(check().caller(own.secret())).isEmpty();
    assertThat(check().caller(workers.secret())).isEmpty();

    sessionStore().commit(SampleChanges.move(deleted, LifecycleEvent.CLEAN));
    assertThat(tokens().find(own.token().id())).isEmpty();
    assertThat(tokens().find(workers.token().id())).isEmpty();
    assertThat(check().caller(others.secret())).isPresent();
  }

  @Test
  @DisplayName("T-03 a worker's token goes with the worker's row")
  default void aTokenGoesWithItsWorker() {
    SampleProject project = SampleProject.in(this);
    Session session = project.owned(sessionWithShell(project));
    IssuedToken issued = issue(ofWorker(session, 1), FOREVER);
    IssuedToken ofTheSession = issue(ofSession(session), FOREVER);

    WorkerId worker = session.workers().getFirst().id();
    sessionStore().commit(SampleChanges.withoutWorker(session, worker));

    assertThat(tokens().find(issued.token().id())).isEmpty();
    assertThat(tokens().find(ofTheSession.token().id())).isPresent();
  }

  private Session sessionWithShell(SampleProject project) {
    Worker shell = project.terminal("shell");
    return project.stored(project.session(shell.id().value()).with(shell));
  }

  private IssuedToken issue(Caller caller, Duration life) {
    return new TokenIssuer(tokens(), new UlidGenerator(clock()), clock())
        .issue(caller, Optional.of("a name"), life);
  }

  private TokenCheck check() {
    return check(clock());
  }

  private TokenCheck check(InstantSource now) {
    return new TokenCheck(tokens(), sessionStore(), now);
  }

  /** The store may be another test's too, and so a name is only this project's. */
  private static String name(SampleProject project, String name) {
    return name + " of " + project.id();
  }

  private static Caller person(SampleProject project, String name) {
    return Caller.of(name(project, name));
  }

  private static Caller ofHost(HostId host) {
    return new Caller("host:" + host, Set.of(), new Standing.OfHost(host));
  }

  private static Caller ofSession(Session session) {
    return new Caller(
        session.id().value(),
        Set.of(),
        new Standing.OfSession(session.identity().project(), session.id()));
  }

  private static Caller ofWorker(Session session, long epoch) {
    WorkerId worker = session.workers().getFirst().id();
    return new Caller(
        worker.value(),
        Set.of(),
        new Standing.OfWorker(
            session.identity().project(), new WorkerRef(session.id(), worker), epoch));
  }
}
