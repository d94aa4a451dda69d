package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.agentsessions.http.Admission.Admitted;
import dev.agentsessions.idempotency.Attempt;
import dev.agentsessions.idempotency.IdempotencyStore;
import dev.agentsessions.idempotency.KeptAnswer;
import dev.agentsessions.idempotency.RequestKey;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Invalid;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what was sent with a key once, however often it is sent (SPEC 7.1). The key is noted before
 * anything is done, and the answer after it. Whoever dies in between leaves a key without an
 * answer: nobody knows then whether it was done, so it is never done again, and that is what is
 * said until the key's day is over. Thread-safe.
 *
 * <p>What certainly came to nothing (a refusal) is not kept: the same key may try again. A second
 * request while the first is under way is refused instead of held: it costs nobody a thread, and
 * the caller is told when to ask again.
 */
final class Idempotency {
  static final HeaderName KEY = HeaderNames.create("Idempotency-Key");

  private static final Logger log = LoggerFactory.getLogger(Idempotency.class);
  private static final String REPLAYED = "Idempotency-Replayed";

  /** No request takes longer; by wall time, since another host may have begun it. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final IdempotencyStore store;
  private final Problems problems;
  private final InstantSource clock;

  @Inject
  Idempotency(IdempotencyStore store, Problems problems, InstantSource clock) {
    this.store = requireNonNull(store, "store");
    this.problems = requireNonNull(problems, "problems");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Whether an endpoint heeds a key: every POST of somebody who is known. */
  static boolean isFor(Endpoint endpoint) {
    return endpoint.method() == Method.POST && !endpoint.access().equals(Access.OPEN);
  }

  /**
   * @throws Refusal if the key stands for another request, or for one without an answer
   */
  Outcome handle(Admitted admitted) {
    Call call = admitted.call();
    Optional<String> key = isFor(admitted.endpoint()) ? call.header(KEY) : Optional.empty();
    if (key.isEmpty()) {
      return admitted.handle();
    }
    RequestKey request = request(call, key.get());
    return switch (store.begin(request, fingerprint(admitted), clock.instant())) {
      case Attempt.First first -> handleFirst(admitted, request);
      case Attempt.Done done -> again(done.answer());
      case Attempt.Mistaken mistaken ->
          throw new Refusal(
              ProblemType.IDEMPOTENCY_KEY_REUSED,
              "the key was sent with another request in the last 24 hours");
      case Attempt.Underway underway -> throw underway(underway.since());
    };
  }

  private static RequestKey request(Call call, String key) {
    try {
      Optional<ProjectId> project =
          call.path().containsKey("project") ? Optional.of(call.project()) : Optional.empty();
      return RequestKey.of(project, call.caller(), key);
    } catch (IllegalArgumentException e) {
      throw new Invalid(KEY.defaultCase(), "must have 1..255 visible ASCII characters");
    }
  }

  private Outcome handleFirst(Admitted admitted, RequestKey request) {
    Outcome outcome;
    try {
      outcome = admitted.handle();
    } catch (Exception e) {
      outcome = problems.answer(e);
    }
    if (outcome instanceof Answer answer) {
      settle(request, answer, admitted.endpoint());
    }
    return outcome;
  }

  private void settle(RequestKey request, Answer answer, Endpoint endpoint) {
    try {
      if (mayHaveHappened(answer.status())) {
        store.finish(request, kept(answer, endpoint));
      } else {
        store.release(request);
      }
    } catch (SessionException e) {
      log.warn("a request is done, and its key keeps no answer: {}", e.toString());
    }
  }

  /** Successes, and failures of which nobody knows how far they came. */
  private static boolean mayHaveHappened(int status) {
    return status < 400
        || status == ProblemType.INTERNAL.status()
        || status == ProblemType.OUTCOME_UNKNOWN.status();
  }

  private static KeptAnswer kept(Answer answer, Endpoint endpoint) {
    String body = new String(answer.body(), UTF_8);
    if (endpoint.gives().secret() || body.length() > KeptAnswer.MAX_BODY) {
      Answer instead =
          Problems.answer(
              ProblemType.ANSWER_NOT_KEPT
                  .because("it was done, and answered with status " + answer.status())
                  .with("suggestion", "read what is there now"),
              Map.of());
      return new KeptAnswer(
          instead.status(), instead.contentType(), new String(instead.body(), UTF_8), Map.of());
    }
    return new KeptAnswer(answer.status(), answer.contentType(), body, answer.headers());
  }

  private static Answer again(KeptAnswer kept) {
    return new Answer(
            kept.status(), kept.contentType(), kept.body().getBytes(UTF_8), kept.headers())
        .with(REPLAYED, "true");
  }

  private Refusal underway(Instant since) {
    if (Duration.between(since, clock.instant()).compareTo(LONGEST) > 0) {
      return new Refusal(
          ProblemType.OUTCOME_UNKNOWN,
          "nobody said what became of this request: perhaps it happened. Look, and use another"
              + " key");
    }
    return new Refusal(
        ProblemType.REQUEST_UNDERWAY,
        "the first request with this key is still under way",
        Map.of("Retry-After", "1"));
  }

  /**
   * Of everything that decides what is done. Each part's length keeps it from running into the
   * next.
   */
  private static String fingerprint(Admitted admitted) {
    Call call = admitted.call();
    Hasher hasher = Hashing.sha256().newHasher();
    add(hasher, admitted.endpoint().naming().operation());
    add(hasher, new TreeMap<>(call.path()).toString());
    add(hasher, new TreeMap<>(call.query().values()).toString());
    hasher.putBytes(call.body());
    return hasher.hash().toString();
  }

  private static void add(Hasher hasher, String part) {
    hasher.putInt(part.length()).putUnencodedChars(part);
  }
}
