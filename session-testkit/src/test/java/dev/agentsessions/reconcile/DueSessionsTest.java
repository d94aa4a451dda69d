package dev.agentsessions.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.SessionId;
import dev.agentsessions.testkit.FakeTicker;
import dev.agentsessions.time.Ticker;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DueSessionsTest {
  private static final SessionId A = new SessionId("ses-a");
  private static final SessionId B = new SessionId("ses-b");
  private static final SessionId C = new SessionId("ses-c");
  private static final Duration LONG = Duration.ofSeconds(30);
  private final FakeTicker ticker = new FakeTicker();
  private final DueSessions due = new DueSessions(ticker);

  @Test
  void sessionsComeWhenTheyAreDueTheEarliestFirst() throws InterruptedException {
    due.schedule(A, Duration.ofSeconds(3));
    due.schedule(B, Duration.ofSeconds(1));
    due.wake(C);

    assertThat(takeAll()).containsExactly(C);
    ticker.advance(Duration.ofSeconds(1));
    assertThat(takeAll()).containsExactly(B);
    ticker.advance(Duration.ofSeconds(2));
    assertThat(takeAll()).containsExactly(A);
  }

  @Test
  void aSessionHasOneEntryAndTheEarliestTimeCounts() throws InterruptedException {
    due.schedule(A, Duration.ofSeconds(5));
    due.schedule(A, Duration.ofSeconds(1));
    due.schedule(A, Duration.ofSeconds(9));

    assertThat(takeAll()).isEmpty();
    ticker.advance(Duration.ofSeconds(1));
    assertThat(takeAll()).containsExactly(A);
    due.done(A);
    ticker.advance(Duration.ofDays(1));

    assertThat(takeAll()).as("once only").isEmpty();
  }

  @Test
  void aSessionThatIsLookedAtIsNotHandedOutAgain() throws InterruptedException {
    due.wake(A);
    assertThat(take()).contains(A);

    due.wake(A);
    due.wake(B);

    assertThat(take()).as("others go on").contains(B);
    assertThat(take()).isEmpty();
    due.done(A);
    assertThat(take()).as("the wake-up counts").contains(A);
  }

  @Test
  void aSessionAtRestHasNoEntry() throws InterruptedException {
    due.wake(A);
    take();
    due.done(A);

    ticker.advance(Duration.ofDays(365));

    assertThat(take()).isEmpty();
  }

  @Test
  void whoWaitsIsWokenByAWakeUp() throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<SessionId>> taken = pool.submit(() -> due.take(LONG));

      due.wake(A);

      assertThat(taken.get()).contains(A);
    }
  }

  @Test
  void whoWaitsIsWokenWhenABusySessionIsDone() throws Exception {
    due.wake(A);
    take();
    due.wake(A);
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<SessionId>> taken = pool.submit(() -> due.take(LONG));

      due.done(A);

      assertThat(taken.get()).contains(A);
    }
  }

  @Test
  void whoWaitsGetsASessionWhenItsTimeComes() throws InterruptedException {
    var real = new DueSessions(Ticker.SYSTEM);
    real.schedule(A, Duration.ofMillis(20));

    assertThat(real.take(LONG)).contains(A);
  }

  @Test
  void waitingEndsInTimeAndWhenInterrupted() throws InterruptedException {
    assertThat(due.take(Duration.ofMillis(5))).isEmpty();

    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> due.take(LONG)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void noSessionIsEverWithTwoAtOnce() throws Exception {
    int looks = 2_000;
    Set<SessionId> with = ConcurrentHashMap.newKeySet();
    var twice = new AtomicBoolean();
    var taken = new AtomicInteger();
    Callable<Void> looker =
        () -> {
          while (taken.get() < looks) {
            Optional<SessionId> session = due.take(Duration.ofMillis(1));
            if (session.isPresent()) {
              twice.compareAndSet(false, !with.add(session.get()));
              taken.incrementAndGet();
              with.remove(session.get());
              due.done(session.get());
            }
            List.of(A, B, C).forEach(due::wake);
          }
          return null;
        };

    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> end : pool.invokeAll(Collections.nCopies(8, looker))) {
        end.get();
      }
    }

    assertThat(twice).isFalse();
  }

  private Set<SessionId> takeAll() throws InterruptedException {
    Set<SessionId> taken = new HashSet<>();
    for (Optional<SessionId> next = take(); next.isPresent(); next = take()) {
      taken.add(next.get());
      due.done(next.get());
    }
    return taken;
  }

  private Optional<SessionId> take() throws InterruptedException {
    return due.take(Duration.ZERO);
  }
}
