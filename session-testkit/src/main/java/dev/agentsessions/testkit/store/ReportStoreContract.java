package dev.agentsessions.testkit.store;

import static dev.agentsessions.session.LifecycleEvent.CLEAN;
import static dev.agentsessions.session.LifecycleEvent.RESTART;
import static dev.agentsessions.session.LifecycleEvent.SPAWN;
import static dev.agentsessions.session.LifecycleEvent.STOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.event.SessionChange.ResultReported;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.result.RunReport;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionState;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link dev.agentsessions.result.ReportStore} promises. */
public interface ReportStoreContract extends StorePorts {
  RunReport FAILED =
      new RunReport(
          Optional.of(true), Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

  @Test
  @DisplayName("S-15, M-02 a report is read as it was written, and told")
  default void aReportIsReadAsItWasWritten() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    reportStore().put(session, SampleReports.FULL);

    assertThat(reportStore().find(session)).contains(SampleReports.FULL);
    assertThat(project.changes(session)).endsWith(new ResultReported(Optional.of(false)));
    assertThat(project.events()).extracting(SessionEvent::position).containsExactly(1L, 2L);
    assertThat(reportStore().find(project.stored("other"))).isEmpty();
  }

  @Test
  @DisplayName("S-15 the last report counts, and breaks no commit")
  default void theLastReportCounts() {
    SampleProject project = SampleProject.in(this);
    Session read = project.owned(project.stored("s"));
    reportStore().put(read, FAILED);
    reportStore().put(read, RunReport.NOTHING);

    sessionStore().commit(SampleChanges.rename(read, "renamed"));
    sessionStore().commit(SampleChanges.leave(read));

    assertThat(reportStore().find(project.read(read))).contains(RunReport.NOTHING);
    assertThat(project.events(read.id()))
        .extracting(SessionEvent::seq)
        .containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  @DisplayName("S-15 the longest text is kept, whatever is in it")
  default void theLongestTextIsKept() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    RunReport longest =
        new RunReport(
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.of("\u0001".repeat(128 << 10)));

    reportStore().put(session, longest);

    assertThat(reportStore().find(session).equals(Optional.of(longest))).isTrue();
  }

  @Test
  @DisplayName("S-15 a report is of one run: the next has none until it reports")
  default void aReportIsOfOneRun() {
    SampleProject project = SampleProject.in(this);
    Session created = project.stored("s");
    Session first = sessionStore().commit(SampleChanges.move(created, SPAWN));
    reportStore().put(first, FAILED);
    Session again = restarted(first);

    assertThat(reportStore().find(again)).isEmpty();
    reportStore().put(again, SampleReports.FULL);

    assertThat(reportStore().find(again)).contains(SampleReports.FULL);
    assertThat(reportStore().find(first)).isEmpty();
  }

  @Test
  @DisplayName("S-15, S-08 nothing is reported of a session that is deleted or not there")
  default void nothingIsReportedOfASessionThatIsGone() {
    SampleProject project = SampleProject.in(this);
    Session resting = project.stored(project.session("s").in(SessionState.STOPPED));
    reportStore().put(resting, FAILED);
    Session deleted = sessionStore().commit(SampleChanges.delete(resting));
    Session unknown = project.session("unknown").build();

    assertThatThrownBy(() -> reportStore().put(deleted, FAILED)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> reportStore().put(unknown, FAILED)).isInstanceOf(NotFound.class);
    sessionStore().commit(SampleChanges.move(deleted, CLEAN));
    sessionStore().create(resting);

    assertThat(reportStore().find(resting)).isEmpty();
  }

  private static Session restarted(Session session) {
    return session
        .terminate(Ending.of(Target.STOPPED, Reason.USER))
        .after(STOP, SampleSession.NOON)
        .after(RESTART, SampleSession.NOON)
        .after(SPAWN, SampleSession.NOON);
  }
}
