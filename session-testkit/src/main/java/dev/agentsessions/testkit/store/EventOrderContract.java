package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventCursor.OfProject;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The order of events while many write. */
public interface EventOrderContract extends StorePorts {
  @Test
  @DisplayName("M-02 eight writers in one project: a follower sees every event, in order, once")
  default void writersInOneProjectLeaveNoHole() throws Exception {
    SampleProject project = SampleProject.in(this);

    assertNoHoles(List.of(project, project, project, project, project, project, project, project));
  }

  @Test
  @DisplayName("M-02 eight writers in eight projects: followers see every event, in order, once")
  default void writersInManyProjectsLeaveNoHole() throws Exception {
    assertNoHoles(IntStream.range(0, 8).mapToObj(number -> SampleProject.in(this)).toList());
  }

  /** One writer in each project of the list, one follower for each project. */
  private void assertNoHoles(List<SampleProject> projects) throws Exception {
    int sessions = 5;
    int renames = 10;
    int eventsOfAWriter = sessions * (1 + renames);
    Map<ProjectId, Integer> expected = new HashMap<>();
    projects.forEach(project -> expected.merge(project.id(), eventsOfAWriter, Integer::sum));
    List<Map.Entry<ProjectId, Integer>> followed = List.copyOf(expected.entrySet());

    List<List<SessionEvent>> read =
        Crowd.run(
            projects.size() + followed.size(),
            number ->
                number < projects.size()
                    ? write(projects.get(number), number, sessions, renames)
                    : follow(followed.get(number - projects.size())));

    for (int follower = 0; follower < followed.size(); follower++) {
      List<SessionEvent> events = read.get(projects.size() + follower);
      assertThat(events)
          .extracting(SessionEvent::position)
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, followed.get(follower).getValue()).boxed().toList());
      var last = new HashMap<Object, Long>();
      assertThat(events)
          .allSatisfy(
              event ->
                  assertThat(event.seq()).isEqualTo(last.merge(event.session(), 1L, Long::sum)));
    }
  }

  private Callable<List<SessionEvent>> write(
      SampleProject project, int writer, int sessions, int renames) {
    return () -> {
      for (int number = 0; number < sessions; number++) {
        Session session = project.stored("w" + writer + "-" + number);
        for (int round = 0; round < renames; round++) {
          session = sessionStore().commit(SampleChanges.rename(session, "name " + round));
        }
      }
      return List.of();
    };
  }

  private Callable<List<SessionEvent>> follow(Map.Entry<ProjectId, Integer> expected) {
    return () -> {
      List<SessionEvent> events = new ArrayList<>();
      EventCursor cursor = new OfProject(expected.getKey(), 0);
      while (events.size() < expected.getValue()) {
        assertThat(eventJournal().awaitMore(cursor, EventWaitContract.LONG)).isTrue();
        for (SessionEvent event : eventJournal().read(cursor, 7)) {
          events.add(event);
          cursor = cursor.after(event);
        }
      }
      return events;
    };
  }
}
