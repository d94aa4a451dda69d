package dev.agentsessions.session;

import dev.agentsessions.host.Fence;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sessions to test values with. */
public final class SampleSessions {
  public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  public static final Revision.Change BY_ANN = new Revision.Change(NOON.plusSeconds(1), "ann");

  private SampleSessions() {}

  /** Just created, wanted to run, with one terminal. */
  public static Session created() {
    return new Session(
        new SessionIdentity(
            new SessionId("ses-1"),
            ProjectId.DEFAULT,
            new Slug("my-agent"),
            "My Agent",
            new Owner(OwnerScope.IDENTITY_ACCOUNT, "ann"),
            Optional.empty(),
            Optional.empty()),
        SessionMetadata.named("My Agent"),
        SessionSpec.of(new QuickSession(Path.of("/srv/work"))),
        Desired.RUNNING,
        Revision.first(new Revision.Change(NOON, "ann")),
        SessionStatus.CREATED,
        new Ownership(Optional.of(new NodeId("nod-1")), Optional.empty(), Fence.NONE),
        Liveness.from(NOON),
        List.of(terminal("wrk-1", "Terminal 1")));
  }

  /** In a state, without having gone through those before it. */
  public static Session in(SessionState state) {
    Optional<Ending> ending =
        state == SessionState.TERMINATING
            ? Optional.of(Ending.of(Ending.Target.STOPPED, Reason.USER))
            : Optional.empty();
    return created()
        .withStatus(
            new SessionStatus(
                1,
                state,
                ending.map(Ending::reason),
                Optional.empty(),
                ending,
                Conditions.NONE,
                Run.NONE));
  }

  public static Worker terminal(String id, String name) {
    return Worker.wanted(
        new WorkerId(id), name, TerminalWorker.LOGIN_SHELL, WindowSize.DEFAULT, NOON);
  }
}
