package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.operation.LiveCalls.Mode;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.result.RunReport;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.WorkerId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who may not, hears so before anything about existence is revealed. */
class AuthorizationTest {
  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();
  private final Session active = new SessionsInStates(world, host).in(SessionState.ACTIVE);

  @Test
  @DisplayName("T-02 a stranger is denied the same whether project and session are there or not")
  void aStrangerIsDenied() {
    allowUpTo(Optional.empty());
    Session before = world.read(active.id());
    ProjectId nowhere = new ProjectId("nowhere");
    SessionRef nothing = SessionRef.parse("ses-none");

    assertDenied(changes(ProjectId.DEFAULT, Requests.byId(active)));
    assertDenied(changes(ProjectId.DEFAULT, nothing));
    assertDenied(changes(nowhere, nothing));
    assertDenied(reads(ProjectId.DEFAULT, Requests.byId(active)));
    assertDenied(reads(ProjectId.DEFAULT, nothing));
    assertDenied(reads(nowhere, nothing));

    assertThat(world.read(active.id())).isEqualTo(before);
  }

  @Test
  @DisplayName("T-02 who may view reads and watches, and changes nothing")
  void aViewerReads() throws Throwable {
    allowUpTo(Optional.of(Permission.VIEW));

    for (ThrowingCallable read : reads(ProjectId.DEFAULT, Requests.byId(active))) {
      read.call();
    }
    assertDenied(changes(ProjectId.DEFAULT, Requests.byId(active)));
    assertThatThrownBy(
            () ->
                host.live()
                    .attach(
                        ANN,
                        ProjectId.DEFAULT,
                        Requests.byId(active),
                        active.workers().getFirst().id(),
                        Mode.WRITE))
        .isInstanceOf(Denied.class);
  }

  private List<ThrowingCallable> changes(ProjectId project, SessionRef session) {
    Target target = Target.of(session);
    WorkerId worker = active.workers().getFirst().id();
    MetadataPatch patch = new MetadataPatch(Optional.of("x"), MapPatch.NONE, MapPatch.NONE);
    return List.of(
        () -> sessions.create(ANN, project, Requests.quick()),
        () ->
            sessions.apply(
                ANN,
                project,
                new ApplySession(Requests.quick().named("new"), patch, OptionalLong.empty())),
        () -> sessions.update(ANN, project, new UpdateSession(target, Requests.quick().spec())),
        () -> sessions.patch(ANN, project, new PatchSession(target, patch)),
        () -> sessions.start(ANN, project, new StartSession(target)),
        () -> sessions.stop(ANN, project, Requests.stop(active)),
        () -> sessions.delete(ANN, project, Requests.delete(active)),
        () -> sessions.addWorker(ANN, project, new AddWorker(target, Requests.SHELL)),
        () -> sessions.deleteWorker(ANN, project, new DeleteWorker(target, worker)),
        () -> sessions.restartWorker(ANN, project, RestartWorker.of(target, worker)),
        () -> sessions.restart(ANN, project, RestartSession.of(target)),
        () -> sessions.restartAgents(ANN, project, Optional.empty()),
        () -> host.live().interrupt(ANN, project, session, Optional.empty()),
        () -> host.live().heartbeat(ANN, project, session),
        () -> host.messages().send(ANN, project, SendMessage.of(session, "x").to(worker)),
        () ->
            host.get(Results.class)
                .report(ANN, project, new ReportResult(session, RunReport.NOTHING)));
  }

  private List<ThrowingCallable> reads(ProjectId project, SessionRef session) {
    WorkerId worker = active.workers().getFirst().id();
    return List.of(
        () -> sessions.get(ANN, project, session),
        () -> sessions.list(ANN, SessionQuery.of(project)),
        () -> sessions.count(ANN, project, SessionFilter.ALL),
        () -> host.live().attach(ANN, project, session, worker, Mode.READ),
        () -> host.messages().read(ANN, project, session, 0, 1),
        () -> host.get(Exports.class).open(ANN, project, session));
  }

  private void allowUpTo(Optional<Permission> highest) {
    world.authorizeBy(
        (caller, permission, project) -> {
          if (highest.isEmpty() || permission.compareTo(highest.get()) > 0) {
            throw new Denied(caller.id() + " may not");
          }
          return Reach.everything();
        });
  }

  private static void assertDenied(List<ThrowingCallable> calls) {
    assertThat(calls)
        .allSatisfy(
            call -> assertThatThrownBy(call).isInstanceOf(Denied.class).hasMessage("ann may not"));
  }
}
