package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.KeeperDriver.FENCE;
import static dev.agentsessions.pty.keeper.KeeperDriver.SESSION;
import static dev.agentsessions.pty.keeper.KeeperDriver.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.pty.log.WorkerKey;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom every {@link Keeper} obeys. */
@Timeout(60)
interface KeeperFenceContract extends KeeperUnderTest {
  @Test
  @DisplayName("L-02 whoever has seen a higher fence obeys a lower one in nothing")
  default void aStaleOwnerIsRefused() throws Exception {
    driver().shell("stty -echo; echo ready; read line; echo got $line");
    driver().awaitOutput("ready\r\n");
    Keeper keeper = driver().keeper();
    keeper.list(SESSION, FENCE + 1);

    List<Runnable> calls =
        List.of(
            () -> keeper.spawn(driver().spec(new WorkerKey(SESSION, "wrk-2"), 1, "true"), FENCE),
            () -> keeper.input(WORKER, FENCE, Keeper.UNNUMBERED, new byte[] {'x', '\n'}),
            () -> keeper.resize(WORKER, FENCE, new TerminalSize(10, 10)),
            () -> keeper.signal(WORKER, FENCE, TerminalSignal.KILL),
            () -> keeper.stop(WORKER, FENCE),
            () -> keeper.list(SESSION, FENCE),
            () -> keeper.release(WORKER, FENCE, 1));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              KeeperException.StaleFence.class,
              stale -> assertThat(stale.highest()).isEqualTo(FENCE + 1));
    }

    keeper.input(WORKER, FENCE + 1, Keeper.UNNUMBERED, new byte[] {'y', '\n'});
    driver().awaitOutput("got y\r\n");
    assertThat(keeper.list(SESSION, FENCE + 1))
        .singleElement()
        .matches(worker -> !worker.managed());
  }

  @Test
  @DisplayName("L-02 a fence is remembered when all of its session is released")
  default void aFenceOutlivesItsWorkers() throws Exception {
    driver().spawn("true");
    driver().awaitEnd();
    driver().keeper().release(WORKER, FENCE + 1, 1);

    assertThatThrownBy(() -> driver().keeper().spawn(driver().spec(WORKER, 2, "true"), FENCE))
        .isInstanceOf(KeeperException.StaleFence.class);
    assertThat(driver().keeper().list(SESSION, FENCE + 1)).isEmpty();
  }

  @Test
  default void aFenceIsOfOneSession() {
    driver().keeper().list("ses-2", FENCE + 1);

    driver().spawn("true");

    assertThat(driver().status().worker()).isEqualTo(WORKER);
  }
}
