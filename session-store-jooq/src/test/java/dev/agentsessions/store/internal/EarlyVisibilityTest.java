package dev.agentsessions.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EarlyVisibilityTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final EarlyVisibility visibility = new EarlyVisibility();

  @Test
  @DisplayName("P-03 whoever read waits for the commits that may be in what was read")
  void aReadWaitsForCommitsUnderWay() throws Exception {
    var started = new CountDownLatch(1);
    var returns = new CountDownLatch(1);
    Thread commit =
        start(
            () ->
                visibility.commit(
                    connection(
                        () -> {
                          started.countDown();
                          returns.await();
                        })));
    started.await();

    Thread read = start(visibility::awaitDurable);
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
                visibility.commit(
                    connection(
                        () -> {
                          throw new SQLException("no");
                        }));
              } catch (SQLException expected) {
                // it is over all the same
              }
            });
    assertThat(commit.join(LONG)).isTrue();

    assertThat(start(visibility::awaitDurable).join(LONG)).isTrue();
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
