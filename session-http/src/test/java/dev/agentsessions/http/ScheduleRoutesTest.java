package dev.agentsessions.http;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.cron.CronModule;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleRoutesTest {
  private static final String SCHEDULES = "/api/v1/projects/default/schedules";

  @RegisterExtension static final RunningHost host = RunningHost.usual().and(new CronModule());

  private final TestClient client = host.client();
  private final String name = "s" + UUID.randomUUID();

  @Test
  @DisplayName("S-18 a schedule is created, read by id and name, listed and deleted")
  void lifeOfASchedule() {
    TestClient.Reply reply = client.post(SCHEDULES, body(name)).expect(201);
    JsonNode created = reply.json();

    assertThat(created.get("name").asText()).isEqualTo(name);
    assertThat(created.get("cron").asText()).isEqualTo("30 2 * * *");
    assertThat(created.get("timeZone").asText()).isEqualTo("Europe/Berlin");
    assertThat(created.get("overlap").asText()).isEqualTo("queue");
    assertThat(created.get("suspended").asBoolean()).isFalse();
    assertThat(created.get("nextAt").asText()).matches("20..-..-..T0[01]:30:00Z");
    assertThat(created.at("/session/spec/location").asText()).isEqualTo("/work");
    assertThat(client.get(reply.header("Location")).expect(200).json()).isEqualTo(created);
    assertThat(client.get(SCHEDULES + "/" + name).json()).isEqualTo(created);
    assertThat(client.get(SCHEDULES).json().get("items")).contains(created);

    client.delete(SCHEDULES + "/" + name).expect(204);
    client.get(SCHEDULES + "/" + name).problem(404, "not-found");
    client.delete(SCHEDULES + "/" + name).problem(404, "not-found");
  }

  @Test
  @DisplayName("S-18 a triggered schedule has a run, which soon has a session")
  void trigger() {
    client.post(SCHEDULES, body(name)).expect(201);

    JsonNode run = client.post(SCHEDULES + "/" + name + "/trigger").expect(202).json();
    assertThat(run.get("cause").asText()).isEqualTo("trigger");
    assertThat(run.get("state").asText()).isEqualTo("pending");

    JsonNode started =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> client.get(SCHEDULES + "/" + name + "/runs").json().at("/items/0"),
                item -> item.path("state").asText().equals("started"));
    assertThat(started.get("id")).isEqualTo(run.get("id"));
    String session = started.get("session").asText();
    JsonNode created = client.get(TestClient.SESSIONS + "/" + session).expect(200).json();
    assertThat(created.at("/labels/schedule").asText()).startsWith("sch-");
    assertThat(created.get("createdBy").asText()).isEqualTo("user");
  }

  @Test
  @DisplayName("S-18 a schedule is suspended and resumed, each once")
  void suspendAndResume() {
    client.post(SCHEDULES, body(name)).expect(201);
    String schedule = SCHEDULES + "/" + name;

    JsonNode suspended = client.post(schedule + "/suspend").expect(200).json();
    assertThat(suspended.get("suspended").asBoolean()).isTrue();
    assertThat(suspended.has("nextAt")).isFalse();
    client.post(schedule + "/suspend").problem(409, "wrong-state");
    JsonNode resumed = client.post(schedule + "/resume").expect(200).json();
    assertThat(resumed.get("suspended").asBoolean()).isFalse();
    assertThat(resumed.has("nextAt")).isTrue();
    client.post(schedule + "/resume").problem(409, "wrong-state");
  }

  @Test
  @DisplayName("S-18 a taken name is a 409 with its holder")
  void aTakenName() {
    String holder = client.post(SCHEDULES, body(name)).expect(201).json().get("id").asText();

    JsonNode problem = client.post(SCHEDULES, body(name)).problem(409, "already-exists");

    assertThat(problem.get("holder").asText()).isEqualTo(holder);
    assertThat(problem.get("field").asText()).isEqualTo("name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "cron": "30 2 * *"                 | cron
          "cron": "61 2 * * *"               | cron
          "cron": "0 0 30 2 *"               | cron
          "cron": 5                          | cron
          "timeZone": "Mars/Olympus"         | timeZone
          "overlap": "panic"                 | overlap
          "name": "Not A Name"               | name
          "name": "sch-1"                    | name
          "session": {"kind": "quick"}       | session.spec
          "session": {"kind": "quick", "name": "n", "spec": {"location": "/work"}} | session.name
          "colour": "red"                    | colour
          """)
  @DisplayName("S-18 a schedule in the wrong form is refused with the field")
  void wrongForm(String instead, String field) {
    Map<String, String> members = members(name);
    int colon = instead.indexOf(':');
    members.put(instead.substring(1, colon - 1), instead.substring(colon + 1));

    JsonNode problem = client.post(SCHEDULES, json(members)).problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({"limit=0", "limit=101", "limit=many"})
  void aLimitInTheWrongFormIsRefused(String query) {
    client.post(SCHEDULES, body(name)).expect(201);

    JsonNode problem =
        client.get(SCHEDULES + "/" + name + "/runs?" + query).problem(400, "invalid");
    assertThat(problem.get("field").asText()).isEqualTo("limit");
  }

  @Test
  void whatIsAnsweredIsDescribed() {
    JsonNode schemas = client.get("/openapi.json").json().at("/components/schemas");
    JsonNode created = client.post(SCHEDULES, body(name)).expect(201).json();
    JsonNode run = client.post(SCHEDULES + "/" + name + "/trigger").expect(202).json();

    created
        .fieldNames()
        .forEachRemaining(
            key -> assertThat(schemas.at("/Schedule/properties").has(key)).as(key).isTrue());
    created
        .get("session")
        .fieldNames()
        .forEachRemaining(
            key -> assertThat(schemas.at("/NewSession/properties").has(key)).as(key).isTrue());
    run.fieldNames()
        .forEachRemaining(
            key -> assertThat(schemas.at("/ScheduleRun/properties").has(key)).as(key).isTrue());
  }

  private static String body(String name) {
    return json(members(name));
  }

  private static Map<String, String> members(String name) {
    Map<String, String> members = new TreeMap<>();
    members.put("name", '"' + name + '"');
    members.put("cron", "\"30 2 * * *\"");
    members.put("timeZone", "\"Europe/Berlin\"");
    members.put("overlap", "\"queue\"");
    members.put("session", "{\"kind\": \"quick\", \"spec\": {\"location\": \"/work\"}}");
    return members;
  }

  private static String json(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> '"' + member.getKey() + "\":" + member.getValue())
        .collect(joining(",", "{", "}"));
  }
}
