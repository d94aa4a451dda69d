package dev.agentsessions.pty.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DoorbellTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Doorbell doorbell = new Doorbell();

  @Test
  void whatHoldsAlreadyIsNotWaitedFor() throws InterruptedException {
    assertThat(doorbell.await(() -> true, Duration.ZERO)).isTrue();
  }

  @Test
  void aWaitEndsWithoutTheChange() throws InterruptedException {
    assertThat(doorbell.await(() -> false, Duration.ofMillis(1))).isFalse();
  }

  @Test
  void anInterruptEndsAWait() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> doorbell.await(() -> false, LONG))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  @DisplayName("O-05 many readers who wait for each change miss none, whoever rings")
  void noChangeIsMissed() throws InterruptedException {
    int last = 20_000;
    AtomicInteger value = new AtomicInteger();
    AtomicLong seen = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int waiter = 0; waiter < 20; waiter++) {
      threads.add(Thread.startVirtualThread(() -> follow(value, last, seen)));
    }
    for (int ringer = 0; ringer < 2; ringer++) {
      threads.add(Thread.ofPlatform().start(() -> count(value, last)));
    }

    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(seen).hasValue(20L * last);
  }

  private void count(AtomicInteger value, int last) {
    while (value.getAndUpdate(now -> Math.min(last, now + 1)) < last) {
      doorbell.ring();
    }
  }

  /** Would wait for a minute, and so beyond the test's time, after one missed change. */
  private void follow(AtomicInteger value, int last, AtomicLong seen) {
    int known = 0;
    while (known < last) {
      int before = known;
      try {
        assertThat(doorbell.await(() -> value.get() > before, LONG)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      known = value.get();
    }
    seen.addAndGet(known);
  }
}
