package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionId;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.workspace.local.AgenticPlace.Part;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Parts that could not be put into their workspaces, and when each may be tried again: after a
 * second, and then twice as long each time, up to five minutes. Forgotten with the program, which
 * then tries at once. Safe from any thread.
 */
final class FailedParts {
  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

  private record Key(SessionId session, String part) {}

  /** What is wanted now may be another part of the same key. */
  private record Failure(Part part, int attempts, String problem, Duration until) {}

  private final Ticker ticker;
  private final Map<Key, Failure> failures = new ConcurrentHashMap<>();

  FailedParts(Ticker ticker) {
    this.ticker = requireNonNull(ticker, "ticker");
  }

  private Optional<Failure> of(SessionId session, Part part) {
    return Optional.ofNullable(failures.get(new Key(session, part.key())))
        .filter(failure -> failure.part().equals(part));
  }

  /** Whether a part did not fail, or its time has come. */
  boolean mayBegin(SessionId session, Part part) {
    return of(session, part).filter(it -> it.until().compareTo(ticker.now()) > 0).isEmpty();
  }

  /** Why a part is not there, for people; empty: it did not fail. */
  Optional<String> problem(SessionId session, Part part) {
    return of(session, part).map(Failure::problem);
  }

  void add(SessionId session, Part part, String problem) {
    int before = of(session, part).map(Failure::attempts).orElse(0);
    failures.put(
        new Key(session, part.key()),
        new Failure(part, before + 1, problem, ticker.now().plus(backOff(before))));
  }

  private static Duration backOff(int failures) {
    Duration wait = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures, 30));
    return wait.compareTo(LONGEST_BACK_OFF) < 0 ? wait : LONGEST_BACK_OFF;
  }

  /** Forgets a session's failures, but those of some keys. */
  void retain(SessionId session, Set<String> keys) {
    failures.keySet().removeIf(key -> key.session().equals(session) && !keys.contains(key.part()));
  }

  void forget(SessionId session, Part part) {
    failures.remove(new Key(session, part.key()));
  }
}
