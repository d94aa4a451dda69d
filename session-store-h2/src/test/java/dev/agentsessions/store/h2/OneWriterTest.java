package dev.agentsessions.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.session.SessionException.Unavailable;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OneWriterTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final OneWriter writer = new OneWriter(LONG);

  @Test
  @DisplayName("P-03 whoever read waits for the commits that may be in what was read")
  void aReadWaitsForCommitsUnderWay() throws Exception {
    var started = new CountDownLatch(1);
    var returns = new CountDownLatch(1);
    Thread commit =
        start(
            () ->
                writer.commit(
                    connection(
                        () -> {
                          started.countDown();
                          returns.await();
                        })));
    started.await();

    Thread read = start(writer::awaitDurable);
    await().until(() -> read.getState() == Thread.State.WAITING);
    returns.countDown();

    assertThat(read.join(LONG)).isTrue();
    assertThat(commit.join(LONG)).isTrue();
  }

  @Test
  @DisplayName("P-03 nobody waits for a commit that failed, or when there is none")
  void nobodyWaitsForNothing() throws Exception {
    Thread commit =
        start(
            () -> {
              try {
                writer.commit(
                    connection(
                        () -> {
                          throw new SQLException("no");
                        }));
              } catch (SQLException expected) {
                // it is over all the same
              }
            });
    assertThat(commit.join(LONG)).isTrue();

    assertThat(start(writer::awaitDurable).join(LONG)).isTrue();
  }

  @Test
  @DisplayName("P-03 who wants to write waits until the one who writes has ended")
  void oneWritesAtATime() throws Exception {
    writer.begin();

    Thread next =
        start(
            () -> {
              writer.begin();
              writer.end();
            });
    await().until(() -> next.getState() == Thread.State.TIMED_WAITING);
    writer.end();

    assertThat(next.join(LONG)).isTrue();
  }

  @Test
  @DisplayName(
      "P-03 whose turn does not come in time is told to try later, and the next one writes")
  void whoWaitsTooLongIsToldToTryLater() throws Exception {
    var hasty = new OneWriter(Duration.ofMillis(1));
    hasty.begin();

    Thread next = start(() -> assertThatThrownBy(hasty::begin).isInstanceOf(Unavailable.class));

    assertThat(next.join(LONG)).isTrue();
    hasty.end();
    hasty.begin();
    hasty.end();
  }

  @Test
  @DisplayName("P-03 an interrupted thread waits for its turn all the same, and stays interrupted")
  void anInterruptedThreadWaitsForItsTurn() throws Exception {
    var stayed = new AtomicBoolean();

    Thread interrupted =
        start(
            () -> {
              Thread.currentThread().interrupt();
              writer.begin();
              writer.end();
              stayed.set(Thread.interrupted());
            });

    assertThat(interrupted.join(LONG)).isTrue();
    assertThat(stayed).isTrue();
  }

  private interface Step {
    void run() throws Exception;
  }

  private static Thread start(Step step) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                step.run();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
  }

  /** A connection that can only commit. */
  private static Connection connection(Step commit) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("commit");
              commit.run();
              return null;
            });
  }
}
