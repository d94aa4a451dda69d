package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.WorkerId;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ActivityReportsTest {
  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final ActivityReports reports = host.get(ActivityReports.class);
  private final Session active =
      host.settle(
          host.sessions()
              .create(ANN, DEFAULT, Requests.quick(Requests.SHELL, Requests.AGENT))
              .id());
  private final WorkerId worker = active.workers().getFirst().id();

  @Test
  @DisplayName(
      "A-02 a report is stored with its event, moves no version and wakes nobody's If-Match")
  void aReportIsStored() {
    report(Activity.ASKING);

    Session reported = world.read(active.id());
    assertThat(reported.activity()).isEqualTo(Activity.ASKING);
    assertThat(reported.revision()).isEqualTo(active.revision());
    assertThat(world.changes(active.id()))
        .endsWith(new SessionChange.ActivityChanged(worker, Activity.ASKING));
  }

  @Test
  @DisplayName("A-01 the same activity again is no event, and nothing is written")
  void theSameAgainIsNoEvent() {
    report(Activity.ACTIVE);
    Session before = world.read(active.id());
    int events = world.changes(active.id()).size();

    report(Activity.ACTIVE);

    assertThat(world.read(active.id())).isEqualTo(before);
    assertThat(world.changes(active.id())).hasSize(events);
  }

  @Test
  @DisplayName("A-02 what was reported stays while its process runs, and is over with it")
  void aReportEndsWithItsProcess() {
    report(Activity.ACTIVE);
    host.run(active.id());
    assertThat(world.read(active.id()).activity()).isEqualTo(Activity.ACTIVE);

    world.runtime.processes().exit(Requests.ref(active, 0), 0);
    host.run(active.id());

    assertThat(world.read(active.id()).activity()).isEqualTo(Activity.UNKNOWN);
    assertThatThrownBy(() -> report(Activity.IDLE)).isInstanceOf(WrongPhase.class);
  }

  @Test
  @DisplayName("A-02 the owner's writes and a worker's reports do not undo each other")
  void nothingIsUndone() {
    report(Activity.ASKING);
    world.runtime.processes().exit(Requests.ref(active, 1), 3);
    report(Activity.IDLE);
    host.run(active.id());
    report(Activity.ACTIVE);

    Session now = world.read(active.id());
    assertThat(now.workers().getFirst().observed().activity()).isEqualTo(Activity.ACTIVE);
    assertThat(now.workers().getLast().observed().exit()).isPresent();
  }

  @Test
  @DisplayName("A-02 only the worker itself reports, of a worker that is there")
  void onlyTheWorkerItself() {
    var other = active.workers().getLast().id();

    assertThatThrownBy(
            () -> reports.report(ANN, DEFAULT, Requests.byId(active), worker, Activity.IDLE))
        .isInstanceOf(Denied.class);
    assertThatThrownBy(
            () -> reports.report(self(), DEFAULT, Requests.byId(active), other, Activity.IDLE))
        .isInstanceOf(Denied.class);
    host.sessions().deleteWorker(ANN, DEFAULT, new DeleteWorker(Requests.target(active), worker));
    assertThatThrownBy(() -> report(Activity.IDLE)).isInstanceOf(NotFound.class);
  }

  private void report(Activity activity) {
    reports.report(self(), DEFAULT, Requests.byId(active), worker, activity);
  }

  private Caller self() {
    return new Caller(
        worker.value(), Set.of(), new Standing.OfWorker(DEFAULT, Requests.ref(active, 0), 1));
  }
}
