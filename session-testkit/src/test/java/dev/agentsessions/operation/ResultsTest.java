package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.result.RunReport;
import dev.agentsessions.result.RunResult;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.TooLarge;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What came of a run. */
class ResultsTest {
  private static final RunReport REPORT =
      new RunReport(
          Optional.of(true),
          Optional.of(3),
          Map.of("tokens", 7L),
          Optional.of(0.5),
          Optional.of("done"));

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Results results = host.get(Results.class);

  @ParameterizedTest
  @EnumSource(names = {"CREATED", "SPAWNING", "ACTIVE", "TERMINATING"})
  @DisplayName("S-15 there is no result until the session rests")
  void noResultUntilItRests(SessionState state) {
    Session session = new SessionsInStates(world, host).in(state);

    assertThatThrownBy(() -> result(session)).isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("S-15 the result is what the agent reported last, with the agent's exit")
  void theResultIsWhatWasReported() {
    Session active = active();
    report(active, RunReport.NOTHING);
    report(active, REPORT);
    world.runtime.processes().exit(Requests.ref(active, 1), 3);
    host.settle(active.id());

    Session stopped = stop(active);

    assertThat(result(stopped))
        .isEqualTo(new RunResult(Optional.of(true), REPORT, WorkerExit.code(3, Cause.UNEXPECTED)));
  }

  @Test
  @DisplayName("S-15 without a report the state says as much as it can, and the exit is there")
  void withoutAReport() {
    var states = new SessionsInStates(world, host);

    assertThat(result(states.in(SessionState.COMPLETED)))
        .isEqualTo(
            new RunResult(
                Optional.of(false), RunReport.NOTHING, WorkerExit.code(0, Cause.UNEXPECTED)));
    assertThat(result(states.in(SessionState.FAILED)))
        .isEqualTo(
            new RunResult(
                Optional.of(true), RunReport.NOTHING, WorkerExit.code(3, Cause.UNEXPECTED)));
    assertThat(result(states.in(SessionState.STOPPED)))
        .isEqualTo(
            new RunResult(
                Optional.empty(), RunReport.NOTHING, WorkerExit.signal(15, Cause.MANAGED)));
  }

  @Test
  @DisplayName("S-15 an exit that nobody saw, or of nobody, is said as unknown")
  void anUnknownExitIsSaidAsUnknown() {
    Session nobody = stop(host.settle(host.sessions().create(ANN, DEFAULT, Requests.quick()).id()));

    WorkerExit exit = result(nobody).exit();

    assertThat(exit).isEqualTo(WorkerExit.unseen(Cause.UNEXPECTED));
    assertThat(exit.isKnown()).isFalse();
  }

  @Test
  @DisplayName("S-15 a report is of one run: the next one's result does not have it")
  void aReportIsOfOneRun() {
    Session active = active();
    report(active, REPORT);
    stop(active);
    host.sessions().start(ANN, DEFAULT, Requests.start(active));
    host.settle(active.id());

    Session again = stop(active);

    assertThat(result(again).report()).isEqualTo(RunReport.NOTHING);
  }

  @ParameterizedTest
  @EnumSource(
      value = SessionState.class,
      mode = Mode.EXCLUDE,
      names = {"SPAWNING", "ACTIVE", "TERMINATING", "CLEANED"})
  @DisplayName("S-15 a report of a run that does not go on is refused with the phase")
  void onlyWhileItRuns(SessionState state) {
    Session session = new SessionsInStates(world, host).in(state);

    assertThatThrownBy(() -> report(session, REPORT))
        .isInstanceOfSatisfying(
            WrongPhase.class, refused -> assertThat(refused.state()).isEqualTo(state));
    assertThat(world.reports.find(session)).isEmpty();
  }

  @Test
  @DisplayName("S-15 what acts for the session as a whole reports too, such as a runner in a pod")
  void itsRunnerReports() {
    Session active = active();
    Caller runner = new Caller("runner", Set.of(), new Standing.OfSession(DEFAULT, active.id()));

    results.report(runner, DEFAULT, new ReportResult(Requests.byId(active), REPORT));

    assertThat(world.reports.find(active)).contains(REPORT);
  }

  @Test
  @DisplayName("S-15 nobody reports but the session's own workers")
  void onlyItsWorkersReport() {
    Session active = active();
    Session other = active();
    var report = new ReportResult(Requests.byId(active), REPORT);

    assertThatThrownBy(() -> results.report(ANN, DEFAULT, report)).isInstanceOf(Denied.class);
    assertThatThrownBy(() -> results.report(Requests.worker(other, 1), DEFAULT, report))
        .isInstanceOf(NotFound.class);

    assertThat(world.reports.find(world.read(active.id()))).isEmpty();
  }

  @Test
  @DisplayName("S-15 what is not there has no result and takes no report")
  void whatIsNotThere() {
    SessionRef nobody = SessionRef.parse("ses-none");

    assertThatThrownBy(() -> results.get(ANN, DEFAULT, nobody)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> results.report(ANN, DEFAULT, new ReportResult(nobody, REPORT)))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("S-15 a report is bounded")
  void aReportIsBounded() {
    Map<String, Long> much =
        IntStream.range(0, 51).boxed().collect(Collectors.toMap(n -> "name " + n, n -> 1L));

    assertThatThrownBy(() -> using(much)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> using(Map.of("x".repeat(101), 1L))).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> saying("x".repeat((128 << 10) + 1))).isInstanceOf(TooLarge.class);
    assertThat(saying("secret").toString()).doesNotContain("secret");
  }

  private static RunReport using(Map<String, Long> usage) {
    return new RunReport(
        Optional.empty(), Optional.empty(), usage, Optional.empty(), Optional.empty());
  }

  private static RunReport saying(String text) {
    return new RunReport(
        Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.of(text));
  }

  private Session active() {
    return host.settle(
        host.sessions().create(ANN, DEFAULT, Requests.quick(Requests.SHELL, Requests.AGENT)).id());
  }

  private Session stop(Session session) {
    host.sessions().stop(ANN, DEFAULT, Requests.stop(session));
    return host.settle(session.id());
  }

  private RunResult result(Session session) {
    return results.get(ANN, DEFAULT, Requests.byId(session));
  }

  private void report(Session session, RunReport report) {
    Caller worker = Requests.worker(session, 0);
    results.report(worker, DEFAULT, new ReportResult(Requests.byId(session), report));
  }
}
