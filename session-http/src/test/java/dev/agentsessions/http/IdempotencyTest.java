package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.inject.AbstractModule;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.http.Admission.Admitted;
import dev.agentsessions.idempotency.Attempt;
import dev.agentsessions.idempotency.IdempotencyStore;
import dev.agentsessions.idempotency.KeptAnswer;
import dev.agentsessions.idempotency.RequestKey;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Credentials;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.testkit.FakeClock;
import io.helidon.http.WritableHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IdempotencyTest {
  private static final FakeClock CLOCK = FakeClock.atNoon();

  @RegisterExtension
  static final RunningHost host =
      RunningHost.usual()
          .and(
              new AbstractModule() {
                @Override
                protected void configure() {
                  OptionalBinder.newOptionalBinder(binder(), InstantSource.class)
                      .setBinding()
                      .toInstance(CLOCK);
                }
              });

  private final TestClient client = host.client();
  private final String key = UUID.randomUUID().toString();
  private final String name = "n" + key;

  @Test
  @DisplayName("a POST that is sent again with its key is done once, and answered the same")
  void theSameRequestIsDoneOnce() {
    TestClient.Reply first = create(key, name).expect(201);

    TestClient.Reply second = create(key, name).expect(201);

    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.header("Location")).isEqualTo(first.header("Location")).isNotBlank();
    assertThat(second.header("ETag")).isEqualTo(first.header("ETag")).isNotBlank();
    assertThat(second.header("Content-Type")).isEqualTo("application/json");
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    create(UUID.randomUUID().toString(), name).problem(409, "already-exists");
  }

  @Test
  @DisplayName("a key that was sent with another body, or to another address, is a 409")
  void anotherRequestIsRefused() {
    create(key, name).expect(201);

    create(key, name + "-2").problem(409, "idempotency-key-reused");
    client
        .post(SESSIONS + "/" + name + "/stop", "{}", "Idempotency-Key", key)
        .problem(409, "idempotency-key-reused");
    client.get(SESSIONS + "/" + name + "-2").problem(404, "not-found");
  }

  @Test
  @DisplayName("T-03 a secret that is shown once is not kept with its key, and that is said")
  void aSecretIsNotKept() {
    String token = "{\"name\": \"%s\"}".formatted(name);
    client.post("/api/v1/tokens", token, "Idempotency-Key", key).expect(201);

    client.post("/api/v1/tokens", token, "Idempotency-Key", key).problem(409, "answer-not-kept");
  }

  @Test
  @DisplayName("what was refused came to nothing: its key may try again")
  void aRefusalIsNotKept() {
    create(UUID.randomUUID().toString(), name).expect(201);
    create(key, name).problem(409, "already-exists");
    client.delete(SESSIONS + "/" + name).expect(200);

    assertThat(create(key, name).expect(201).header("Idempotency-Replayed")).isEmpty();
  }

  @Test
  @DisplayName("of many at once with one key one is done; the others get its answer, or a 409")
  void manyAtOnce() {
    var replies = new ConcurrentLinkedQueue<TestClient.Reply>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        callers.execute(() -> replies.add(create(key, name)));
      }
    }

    Set<String> ids = new HashSet<>();
    for (TestClient.Reply reply : replies) {
      if (reply.status() == 201) {
        ids.add(reply.json().get("id").asText());
      } else {
        reply.problem(409, "request-underway");
        assertThat(reply.header("Retry-After")).isEqualTo("1");
      }
    }
    assertThat(ids).hasSize(1);
  }

  @Test
  @DisplayName("what nobody said the outcome of is never done again, and that is said")
  void anUnknownOutcomeStaysUnknown() {
    var done = new AtomicInteger();
    Admitted request = counting(done);
    var dying =
        new Idempotency(
            new Dying(host.get(IdempotencyStore.class)), host.get(Problems.class), CLOCK);
    dying.handle(request);

    assertRefused(ProblemType.REQUEST_UNDERWAY, () -> dying.handle(request));
    CLOCK.advance(Duration.ofMinutes(3));
    assertRefused(ProblemType.OUTCOME_UNKNOWN, () -> dying.handle(request));
    assertThat(done).hasValue(1);
  }

  @Test
  @DisplayName("a key is over after 24 hours")
  void aKeyIsOverAfterADay() {
    create(key, name).expect(201);

    CLOCK.advance(Duration.ofHours(24));

    create(key, name).problem(409, "already-exists");
    create(key, name + "-2").expect(201);
  }

  @Test
  @DisplayName("another project's request with the same key is another one")
  void aKeyIsAProjectsOwn() {
    create(key, name).expect(201);
    client.post("/api/v1/projects", "{\"id\": \"p" + key.substring(0, 8) + "\"}").expect(201);

    client
        .post(
            "/api/v1/projects/p" + key.substring(0, 8) + "/sessions",
            body(name),
            "Idempotency-Key",
            key)
        .expect(201);
  }

  @Test
  @DisplayName("requests outside of projects have keys, too")
  void aProjectIsCreatedOnce() {
    String body = "{\"id\": \"q" + key.substring(0, 8) + "\"}";
    client.post("/api/v1/projects", body, "Idempotency-Key", key).expect(201);

    client.post("/api/v1/projects", body, "Idempotency-Key", key).expect(201);
  }

  @Test
  @DisplayName("an answer that is too long to keep is not said again, and nothing is done again")
  void aLongAnswerIsNotKept() {
    String body =
        """
        {"name": "%s", "kind": "quick", "start": false,
         "spec": {"location": "/work", "initialPrompt": "%s"}}\
        """
            .formatted(name, "x".repeat(70_000));
    client.post(SESSIONS, body, "Idempotency-Key", key).expect(201);

    JsonNode problem =
        client.post(SESSIONS, body, "Idempotency-Key", key).problem(409, "answer-not-kept");
    assertThat(problem.get("detail").asText()).contains("201");
  }

  @Test
  @DisplayName("a key in the wrong form is refused with the header's name")
  void wrongForm() {
    assertThat(create("with blank", name).problem(400, "invalid").get("field").asText())
        .isEqualTo("Idempotency-Key");
    create("k".repeat(256), name).problem(400, "invalid");
    create("k".repeat(255), name).expect(201);
  }

  /** Ends between an operation and its answer. */
  private record Dying(IdempotencyStore store) implements IdempotencyStore {
    @Override
    public Attempt begin(RequestKey key, String fingerprint, Instant now) {
      return store.begin(key, fingerprint, now);
    }

    @Override
    public void finish(RequestKey key, KeptAnswer answer) {
      throw new SessionException.Unavailable("gone", null);
    }

    @Override
    public void release(RequestKey key) {
      throw new SessionException.Unavailable("gone", null);
    }
  }

  private Admitted counting(AtomicInteger done) {
    Endpoint endpoint =
        Endpoint.of(
                Method.POST,
                "/count",
                "count",
                "Counts",
                Gives.nothing(),
                call -> {
                  done.incrementAndGet();
                  return Answer.empty(204);
                })
            .needs(Access.KNOWN);
    WritableHeaders<?> headers = WritableHeaders.create().set(Idempotency.KEY, key);
    return new Admitted(
        endpoint,
        new Call(
            Caller.of("user"),
            new Credentials(Optional.empty(), Optional.empty()),
            Map.of(),
            Query.parse("", List.of()),
            headers,
            new byte[0],
            Body.EMPTY));
  }

  private static void assertRefused(ProblemType type, Runnable request) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(request::run)
        .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(type));
  }

  private TestClient.Reply create(String key, String name) {
    return client.post(SESSIONS, body(name), "Idempotency-Key", key);
  }

  private static String body(String name) {
    return """
    {"name": "%s", "kind": "quick", "spec": {"location": "/work"}, "start": false}\
    """
        .formatted(name);
  }
}
