package dev.agentsessions.session;

import static dev.agentsessions.session.SampleSessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.workspace.WorkspaceProblem.Code;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecoveryTest {
  @ParameterizedTest
  @EnumSource(names = {"DIRECTORY_NOT_FOUND", "NOT_GIT_REPOSITORY", "BRANCH_NOT_FOUND"})
  @DisplayName(
      "L-08 a session that failed because its workspace is gone is orphaned, until a start")
  void aLostWorkspaceOrphansItsSession(Code code) {
    Session failed = ended(Target.FAILED, code.reason());

    assertThat(failed.status().recovery()).isEqualTo(new Recovery.Orphaned(code.reason()));
    assertThat(failed.after(LifecycleEvent.RESTART, NOON).status().recovery())
        .isEqualTo(Recovery.HEALTHY);
  }

  @Test
  void whatEndsOtherwiseIsHealthy() {
    for (Reason reason : List.of(Reason.SPAWN_FAILED, Reason.RUNNER_EXIT, Reason.TIMEOUT)) {
      assertThat(ended(Target.FAILED, reason).status().recovery()).isEqualTo(Recovery.HEALTHY);
    }
    assertThat(ended(Target.STOPPED, Reason.DIRECTORY_NOT_FOUND).status().recovery())
        .isEqualTo(Recovery.HEALTHY);
  }

  private static Session ended(Target target, Reason reason) {
    return SampleSessions.in(SessionState.ACTIVE)
        .terminate(Ending.of(target, reason))
        .after(target.event(), NOON);
  }
}
