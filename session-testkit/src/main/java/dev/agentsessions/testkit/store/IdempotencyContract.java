package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.agentsessions.idempotency.Attempt;
import dev.agentsessions.idempotency.IdempotencyStore;
import dev.agentsessions.idempotency.KeptAnswer;
import dev.agentsessions.idempotency.RequestKey;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.LimitReached;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link IdempotencyStore} promises. Keys are new ones, so one store may serve all. */
public interface IdempotencyContract {
  Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  KeptAnswer ANSWER =
      new KeptAnswer(
          201,
          "application/json",
          "{\"id\":\"ses-1\",\"text\":\"größer \\u0000 ✓\"}",
          Map.of("Location", "/there", "ETag", "\"1\""));

  /** In SQL, keys of an owner, begun at a time, by the numbers n of a series. */
  String INSERT =
      "insert into idempotency (id, owner, fingerprint, begun_at)"
          + " select concat('many-', n), '%s', 'print', '%s' from %s";

  IdempotencyStore idempotency();

  /**
   * Has the caller of a key begin as many others at noon, however it is done: one after the other
   * takes a store on a disk half a minute.
   */
  void beginMany(RequestKey key, int count) throws Exception;

  @Test
  @DisplayName("a key that nobody used is the first, and is under way until it is finished")
  default void aNewKeyIsTheFirst() {
    RequestKey key = newKey();

    Attempt first = begin(key);
    Attempt second = idempotency().begin(key, "print", NOON.plusSeconds(2));

    assertThat(first).isEqualTo(new Attempt.First());
    assertThat(second).isEqualTo(new Attempt.Underway(NOON));
  }

  @Test
  @DisplayName("what was finished has its answer, every time")
  default void theAnswerIsSaidAgain() {
    RequestKey key = newKey();
    begin(key);

    idempotency().finish(key, ANSWER);
    idempotency().finish(key, new KeptAnswer(200, "", "", Map.of()));

    assertThat(begin(key)).isEqualTo(new Attempt.Done(ANSWER));
    assertThat(begin(key)).isEqualTo(new Attempt.Done(ANSWER));
  }

  @Test
  @DisplayName("a key that was used for something else is refused, finished or not")
  default void anotherRequestIsMistaken() {
    RequestKey key = newKey();
    begin(key);

    assertThat(idempotency().begin(key, "another", NOON)).isEqualTo(new Attempt.Mistaken());
    idempotency().finish(key, ANSWER);
    assertThat(idempotency().begin(key, "another", NOON)).isEqualTo(new Attempt.Mistaken());
  }

  @Test
  @DisplayName("what came to nothing is forgotten, what has an answer is not")
  default void aReleasedKeyIsFree() {
    RequestKey key = newKey();
    begin(key);

    idempotency().release(key);
    Attempt again = idempotency().begin(key, "another", NOON);
    idempotency().finish(key, ANSWER);
    idempotency().release(key);

    assertThat(again).isEqualTo(new Attempt.First());
    assertThat(idempotency().begin(key, "another", NOON)).isEqualTo(new Attempt.Done(ANSWER));
  }

  @Test
  @DisplayName("a key is a caller's own, and a project's own")
  default void keysAreACallersOwn() {
    RequestKey key = newKey();
    begin(key);

    assertThat(begin(new RequestKey(key.project(), "bob", key.key())))
        .isEqualTo(new Attempt.First());
    assertThat(begin(new RequestKey(Optional.empty(), key.caller(), key.key())))
        .isEqualTo(new Attempt.First());
    assertThat(begin(key)).isEqualTo(new Attempt.Underway(NOON));
  }

  @Test
  @DisplayName("a key is kept for 24 hours, and then it is new")
  default void aKeyIsKeptForADay() {
    RequestKey finished = newKey();
    RequestKey lost = newKey();
    begin(finished);
    idempotency().finish(finished, ANSWER);
    begin(lost);
    Instant almost = NOON.plus(Duration.ofHours(24)).minusMillis(1);
    Instant over = NOON.plus(Duration.ofHours(24));

    assertThat(idempotency().begin(finished, "print", almost)).isEqualTo(new Attempt.Done(ANSWER));
    assertThat(idempotency().begin(lost, "print", almost)).isEqualTo(new Attempt.Underway(NOON));
    assertThat(idempotency().begin(finished, "another", over)).isEqualTo(new Attempt.First());
    assertThat(idempotency().begin(lost, "print", over)).isEqualTo(new Attempt.First());
  }

  @Test
  @DisplayName("of many at once with one key one is the first")
  default void oneOfManyIsTheFirst() throws Exception {
    RequestKey key = newKey();

    List<Future<Attempt>> attempts;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      attempts = IntStream.range(0, 20).mapToObj(i -> callers.submit(() -> begin(key))).toList();
    }

    int first = 0;
    for (Future<Attempt> attempt : attempts) {
      if (attempt.get() instanceof Attempt.First) {
        first++;
      } else {
        assertThat(attempt.get()).isEqualTo(new Attempt.Underway(NOON));
      }
    }
    assertThat(first).isEqualTo(1);
  }

  @Test
  @DisplayName("a caller has 10,000 keys at most; one more is refused until some are over")
  default void keysAreLimited() throws Exception {
    RequestKey key = newKey();
    beginMany(key, IdempotencyStore.MAX_KEYS - 1);
    RequestKey oneMore = new RequestKey(key.project(), key.caller(), "one-more");

    assertThat(begin(key)).isEqualTo(new Attempt.First());
    assertThatExceptionOfType(LimitReached.class)
        .isThrownBy(() -> begin(oneMore))
        .satisfies(refusal -> assertThat(refusal.limit()).isEqualTo("idempotencyKeys"));
    assertThat(begin(newKey())).isEqualTo(new Attempt.First());
    assertThat(idempotency().begin(oneMore, "print", NOON.plus(IdempotencyStore.KEPT)))
        .isEqualTo(new Attempt.First());
  }

  private Attempt begin(RequestKey key) {
    return idempotency().begin(key, "print", NOON);
  }

  /** Of a caller nobody else is. */
  private static RequestKey newKey() {
    return new RequestKey(Optional.of(ProjectId.DEFAULT), UUID.randomUUID().toString(), "key");
  }
}
