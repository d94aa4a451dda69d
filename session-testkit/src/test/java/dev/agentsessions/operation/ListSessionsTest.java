package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListSessionsTest {
  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();

  @Test
  @DisplayName(
      "S-03 the newest come first, page by page, each session once, also while others come")
  void pagesHoldEachSessionOnce() {
    List<Session> created = IntStream.range(0, 10).mapToObj(any -> create()).toList();

    List<Session> listed = new ArrayList<>();
    Optional<SessionCursor> after = Optional.empty();
    do {
      SessionPage page =
          sessions.list(ANN, new SessionQuery(DEFAULT, SessionFilter.ALL, after, 3, false));
      listed.addAll(page.items());
      after = page.next();
      create();
    } while (after.isPresent());

    assertThat(listed).containsExactlyElementsOf(created.reversed());
  }

  @Test
  @DisplayName("S-03 a total is counted on request, over all pages")
  void aTotalIsCountedOnRequest() {
    IntStream.range(0, 5).forEach(any -> create());

    SessionPage counted =
        sessions.list(ANN, new SessionQuery(DEFAULT, SessionFilter.ALL, Optional.empty(), 2, true));

    assertThat(counted.total()).hasValue(5);
    assertThat(counted.items()).hasSize(2);
    assertThat(sessions.list(ANN, SessionQuery.of(DEFAULT)).total()).isEmpty();
  }

  @Test
  @DisplayName("S-03 sessions are counted by the filters they are listed by")
  void sessionsAreCountedByFilter() {
    create();
    create();
    sessions.create(ANN, DEFAULT, Requests.ofAgent("hello"));

    assertThat(sessions.count(ANN, DEFAULT, SessionFilter.ALL)).isEqualTo(3);
    assertThat(sessions.count(ANN, DEFAULT, agent("claude"))).isEqualTo(1);
    assertThat(sessions.count(ANN, DEFAULT, SessionFilter.in(SessionState.FAILED))).isZero();
  }

  @ParameterizedTest(name = "S-03 {0}")
  @DisplayName("S-03 sessions are listed by state")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLEANED")
  void sessionsAreListedByState(SessionState state) {
    var states = new SessionsInStates(world, host);
    Session other =
        states.in(state == SessionState.CREATED ? SessionState.ACTIVE : SessionState.CREATED);
    Session wanted = states.in(state);

    assertThat(list(SessionFilter.in(state))).containsExactly(wanted).doesNotContain(other);
  }

  @Test
  @DisplayName("S-04 sessions are listed by the agent of their spec, not by that of a worker")
  void sessionsAreListedByAgent() {
    Session ofAgent = sessions.create(ANN, DEFAULT, Requests.ofAgent("hello"));
    sessions.create(ANN, DEFAULT, Requests.quick(Requests.AGENT));

    assertThat(list(agent("claude"))).containsExactly(ofAgent);
    assertThat(list(agent("unknown"))).isEmpty();
  }

  @Test
  @DisplayName("S-03 a list holds its project's sessions and no deleted ones")
  void aListHoldsItsProject() {
    var other = new ProjectId("other");
    world.projects.create(
        new Project(other, Optional.empty(), ProjectSettings.NONE, FakeClock.NOON));
    Session here = create();
    sessions.create(ANN, other, Requests.quick());
    sessions.delete(ANN, DEFAULT, Requests.delete(create()));

    assertThat(list(SessionFilter.ALL)).containsExactly(here);
  }

  @Test
  @DisplayName("S-28 a list of a project that is not there is NotFound")
  void anUnknownProjectIsNotFound() {
    var unknown = new ProjectId("none");

    assertThatThrownBy(() -> sessions.list(ANN, SessionQuery.of(unknown)))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> sessions.count(ANN, unknown, SessionFilter.ALL))
        .isInstanceOf(NotFound.class);
  }

  private Session create() {
    world.clock.advance(Duration.ofSeconds(1));
    return sessions.create(ANN, DEFAULT, Requests.quick().resting());
  }

  private List<Session> list(SessionFilter filter) {
    return sessions
        .list(ANN, new SessionQuery(DEFAULT, filter, Optional.empty(), 200, false))
        .items();
  }

  private static SessionFilter agent(String agent) {
    SessionFilter all = SessionFilter.ALL;
    return new SessionFilter(
        all.state(),
        all.kind(),
        Optional.of(new AgentId(agent)),
        all.role(),
        all.owner(),
        all.labels(),
        all.parent(),
        all.text());
  }
}
