package dev.agentsessions.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.session.SessionException.Unavailable;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Time stands still but for what a test lets pass. */
class TurnstileTest {
  private static final Duration PATIENCE = Duration.ofMillis(10);
  private static final Duration LONGEST = PATIENCE.multipliedBy(6);
  private static final Duration ALMOST = PATIENCE.minusNanos(1);
  private static final String IN = "in";
  private static final String REFUSED = "refused";

  private final AtomicReference<Duration> now = new AtomicReference<>(Duration.ZERO);
  private final Turnstile turnstile = new Turnstile(1, PATIENCE, LONGEST, now::get);
  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

  @Test
  @DisplayName("S-01, P-04 callers get in in the order in which they came")
  void callersKeepTheirOrder() throws Exception {
    turnstile.enter();
    for (int number = 0; number < 5; number++) {
      call("caller " + number + " ");
    }

    for (int number = 0; number < 5; number++) {
      turnstile.leave(true);
      assertThat(nextLogged()).isEqualTo("caller " + number + " " + IN);
    }
    turnstile.leave(true);
  }

  @Test
  @DisplayName("S-01, P-04 who waits does so as long as others are served")
  void manyCallersAreNoOutage() throws Exception {
    turnstile.enter();
    for (int number = 0; number < 5; number++) {
      call("");
    }

    for (int number = 0; number < 5; number++) {
      pass(ALMOST);
      turnstile.leave(true);
      assertThat(nextLogged()).isEqualTo(IN);
    }
    turnstile.leave(true);
  }

  @Test
  @DisplayName("P-04 while nobody is served everybody who waits is told to try later")
  void anOutageIsToldSoon() throws Exception {
    turnstile.enter();
    pass(LONGEST); // of those who do not wait nobody is impatient
    call("");
    call("");

    pass(ALMOST);
    turnstile.leave(false);
    assertThat(nextLogged()).isEqualTo(IN);
    pass(Duration.ofNanos(1));

    assertThat(nextLogged()).isEqualTo(REFUSED);
    turnstile.leave(false);
    turnstile.enter();
  }

  @Test
  @DisplayName("P-04 nobody waits for ever behind others, and who came later waits on")
  void nobodyWaitsForEver() throws Exception {
    turnstile.enter();
    for (int number = 0; number < 8; number++) {
      call("");
    }
    for (int number = 0; number < 6; number++) {
      pass(ALMOST);
      turnstile.leave(true);
      assertThat(nextLogged()).isEqualTo(IN);
    }
    call("late ");

    pass(Duration.ofNanos(6));

    assertThat(nextLogged()).isEqualTo(REFUSED);
    assertThat(nextLogged()).isEqualTo(REFUSED);
    turnstile.leave(true);
    assertThat(nextLogged()).isEqualTo("late " + IN);
  }

  /** Comes and waits; what becomes of it is in the log. */
  private void call(String name) {
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    turnstile.enter();
                    log.add(name + IN);
                  } catch (Unavailable refusal) {
                    log.add(name + REFUSED);
                  }
                });
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
  }

  private void pass(Duration time) {
    now.updateAndGet(time::plus);
  }

  private @Nullable String nextLogged() throws InterruptedException {
    return log.poll(30, TimeUnit.SECONDS);
  }
}
