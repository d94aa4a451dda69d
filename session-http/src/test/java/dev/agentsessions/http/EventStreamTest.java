package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.http.EventReader.Told;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.operation.MapPatch;
import dev.agentsessions.operation.MetadataPatch;
import dev.agentsessions.operation.PatchSession;
import dev.agentsessions.operation.Target;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventStreamTest {
  private static final String PROJECT = "/api/v1/projects/default/events";

  private static final Patience IMPATIENT =
      new Patience(
          Duration.ofSeconds(30),
          Duration.ofSeconds(90),
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          Duration.ofMillis(100),
          Duration.ofMinutes(15));

  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  @DisplayName("M-03 a session's whole life is told as it happens, each change once")
  void aWholeLifeIsTold() {
    String path = SESSIONS + "/" + client.createResting("a life").get("id").asText();

    try (EventReader events = EventReader.fromNow(host.port(), path + "/events")) {
      client.patch(path, "{\"labels\": {\"team\": \"core\"}}").expect(200);
      client.post(path + "/start").expect(202);
      client.awaitPhase(path.substring(SESSIONS.length() + 1), "Running");
      client.post(path + "/stop").expect(202);
      client.awaitPhase(path.substring(SESSIONS.length() + 1), "Stopped");
      client.delete(path).expect(200);

      List<Told> told = events.until("session.deleted");

      assertThat(moves(told)).containsExactly("SPAWNING", "ACTIVE", "TERMINATING", "STOPPED");
      assertThat(told.getFirst().type()).endsWith("session.metadata-changed");
      assertThat(ids(told)).isEqualTo(consecutive(2, told.size()));
      assertThat(told).allMatch(event -> event.data().at("/data/seq").asLong() == event.id());
      assertThat(events.line()).as("after the end of what is deleted").isEmpty();
    }
  }

  @Test
  @DisplayName("M-03 whoever comes back after the last id hears the rest: no gap, no repeat")
  void aReaderComesBack() {
    String path = SESSIONS + "/" + client.createResting("comes back").get("id").asText();
    List<Told> told = new ArrayList<>();
    long last = 0;

    for (int visit = 0; visit < 5; visit++) {
      client.patch(path, "{\"displayName\": \"before visit " + visit + "\"}").expect(200);
      try (EventReader events = EventReader.after(host.port(), path + "/events", last)) {
        client.patch(path, "{\"displayName\": \"during visit " + visit + "\"}").expect(200);
        told.add(events.next());
        last = events.lastId();
      }
    }
    try (EventReader events = EventReader.after(host.port(), path + "/events", last)) {
      while (events.lastId() < 11) {
        told.add(events.next());
      }
    }

    assertThat(ids(told)).isEqualTo(consecutive(1, 11));
  }

  @Test
  @DisplayName("M-03 a project's stream tells of all its sessions, in the order of the commits")
  void aProjectIsFollowed() {
    try (EventReader events = EventReader.fromNow(host.port(), PROJECT)) {
      long before = events.lastId();
      String one = client.createResting("project one").get("id").asText();
      String other = client.createResting("project other").get("id").asText();

      List<Told> told = List.of(events.next(), events.next());

      assertThat(told)
          .extracting(event -> event.data().get("subject").asText())
          .containsExactly(one, other);
      assertThat(ids(told)).isEqualTo(consecutive(before + 1, 2));
      assertThat(told).allMatch(event -> event.data().at("/data/position").asLong() == event.id());
    }
  }

  @Test
  @DisplayName("M-03 a place that is none, or after the last event, is refused")
  void aWrongPlaceIsRefused() {
    String path = SESSIONS + "/" + client.createResting("wrong place").get("id").asText();

    for (String place : List.of("2", "-1", "one", "99999999999999999999")) {
      assertThat(
              client
                  .get(path + "/events", "Last-Event-ID", place)
                  .problem(400, "invalid")
                  .get("field")
                  .asText())
          .as(place)
          .isEqualTo("Last-Event-ID");
    }
    client.get(SESSIONS + "/nobody/events").problem(404, "not-found");
    client.get("/api/v1/projects/none/events").problem(404, "not-found");
  }

  @Test
  @DisplayName("M-03 a quiet stream shows that it is there")
  void aQuietStreamShowsThatItIsThere() {
    RunningHost impatient = RunningHost.with(Authorizer.SINGLE_USER, IMPATIENT).start();
    try (EventReader quiet = EventReader.fromNow(impatient.port(), PROJECT)) {
      assertThat(quiet.line()).contains(":");
      assertThat(quiet.line()).contains("");
      assertThat(quiet.line()).contains(":");
    } finally {
      impatient.close();
    }
  }

  @Test
  @DisplayName("M-03 a reader that is too slow is cut, and comes back to what it did not get")
  void aSlowReaderIsCutWithItsPlace() {
    RunningHost impatient = RunningHost.with(Authorizer.SINGLE_USER, IMPATIENT).start();
    try {
      int many = 20_001;
      changeOften(impatient, many - 1);

      List<Long> told = new ArrayList<>();
      try (EventReader slow = EventReader.after(impatient.port(), PROJECT, 0)) {
        await().until(() -> impatient.get(Lifelines.class).count() == 0);
        told.addAll(ids(slow.rest()));
      }
      long last = told.getLast();
      assertThat(last).isLessThan(many);
      try (EventReader again = EventReader.after(impatient.port(), PROJECT, last)) {
        while (again.lastId() < many) {
          told.add(again.next().id());
        }
      }

      assertThat(told).isEqualTo(consecutive(1, many));
    } finally {
      impatient.close();
    }
  }

  /** Makes so many changes that can be told, besides the session's creation. */
  private static void changeOften(RunningHost host, int changes) {
    SessionRef session =
        SessionRef.parse(host.client().createResting("changes often").get("id").asText());
    for (int i = 0; i < changes; i++) {
      var patch = new MetadataPatch(Optional.of("change " + i), MapPatch.NONE, MapPatch.NONE);
      host.sessions()
          .sessions()
          .patch(Caller.of("me"), ProjectId.DEFAULT, new PatchSession(Target.of(session), patch));
    }
  }

  private static List<String> moves(List<Told> told) {
    return told.stream()
        .filter(event -> event.type().endsWith("session.moved"))
        .map(event -> event.data().at("/data/to").asText())
        .toList();
  }

  private static List<Long> ids(List<Told> told) {
    return told.stream().map(Told::id).toList();
  }

  private static List<Long> consecutive(long first, int count) {
    return LongStream.range(first, first + count).boxed().toList();
  }
}
