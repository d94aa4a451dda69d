package dev.agentsessions.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.session.ActivityNotes;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeRestingWorkspaces;
import dev.agentsessions.testkit.FakeTicker;
import dev.agentsessions.workspace.ContentService;
import dev.agentsessions.workspace.RestingWorkspaces;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ContentUsesTest {
  private final World world = new World();
  private final SessionsInStates states = new SessionsInStates(world, TestHost.in(world));
  private final FakeTicker ticker = new FakeTicker();
  private final FakeRestingWorkspaces resting =
      new FakeRestingWorkspaces(
          world.clock, () -> new ContentService(URI.create("http://pod:8788"), "token"));
  private final ContentUses uses =
      new ContentUses(
          world.store,
          new ActivityNotes(world.store, world.clock, ticker),
          Map.of(World.LOCAL, resting),
          ticker);

  @Test
  @DisplayName("R-A32 access lives on while something passes, and ends 10 minutes after the last")
  void accessLivesOn() {
    Session session = states.in(SessionState.STOPPED);
    resting.ask(session);
    resting.open(session.id());

    for (int minute = 0; minute < 60; minute++) {
      uses.passed(session.id());
      pass(Duration.ofMinutes(1));
      assertThat(resting.look(session).until()).as("after %s min", minute).isPresent();
    }
    pass(RestingWorkspaces.LIFE);

    assertThat(resting.look(session).until()).isEmpty();
    uses.passed(session.id());
    assertThat(resting.look(session).until()).as("what is over stays over").isEmpty();
  }

  @Test
  @DisplayName("R-A32 however much passes, the end is put off once a minute")
  void onceAMinute() {
    Session session = states.in(SessionState.STOPPED);
    resting.ask(session);
    resting.open(session.id());
    uses.passed(session.id());
    Instant before = resting.look(session).until().orElseThrow();

    pass(Duration.ofSeconds(59));
    uses.passed(session.id());
    assertThat(resting.look(session).until()).contains(before);

    pass(Duration.ofSeconds(1));
    uses.passed(session.id());
    assertThat(resting.look(session).until()).contains(before.plus(Duration.ofMinutes(1)));
  }

  @Test
  @DisplayName("L-04 who works on what is beside a session's processes is active in it")
  void workIsActivity() {
    Session session = states.in(SessionState.ACTIVE);
    pass(Duration.ofMinutes(5));

    uses.passed(session.id());
    assertThat(lastActivity(session)).isEqualTo(session.liveness().lastActivityAt());

    uses.worked(session.id());
    assertThat(lastActivity(session)).isEqualTo(world.clock.instant());
  }

  private Instant lastActivity(Session session) {
    return world.read(session.id()).liveness().lastActivityAt();
  }

  private void pass(Duration time) {
    ticker.advance(time);
    world.clock.advance(time);
  }
}
