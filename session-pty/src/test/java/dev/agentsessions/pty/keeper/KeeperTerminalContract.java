package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.KeeperDriver.FENCE;
import static dev.agentsessions.pty.keeper.KeeperDriver.WORKER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link Keeper} lets pass to a terminal, and from it. */
@Timeout(60)
interface KeeperTerminalContract extends KeeperUnderTest {
  @Test
  @DisplayName("W-11 bytes pass unchanged both ways: NUL, invalid UTF-8, everything")
  default void bytesPassUnchanged() throws Exception {
    byte[] all = new byte[1_024];
    for (int index = 0; index < all.length; index++) {
      all[index] = (byte) index;
    }
    driver().shell("stty raw -echo && echo ready && exec head -c 1024");
    driver().awaitOutput("ready\n");

    driver().keeper().input(WORKER, FENCE, Keeper.UNNUMBERED, all);

    driver().awaitEnd();
    assertThat(driver().output()).isEqualTo("ready\n" + new String(all, ISO_8859_1));
  }

  @Test
  @DisplayName("W-06 input keeps its order")
  default void inputKeepsItsOrder() throws Exception {
    driver().shell("stty raw -echo && echo ready && exec head -c 200000");
    driver().awaitOutput("ready\n");
    StringBuilder typed = new StringBuilder();

    for (int number = 10_000; typed.length() < 200_000; number++) {
      String next = number + "x".repeat(number % 300) + "\n";
      driver().type(next);
      typed.append(next);
    }

    driver().awaitEnd();
    assertThat(driver().output()).isEqualTo("ready\n" + typed.substring(0, 200_000));
  }

  @Test
  @DisplayName("W-06 input that a process does not read is bounded, and what was taken arrives")
  default void inputIsBounded() throws Exception {
    driver()
        .shell("stty raw -echo && echo ready && while ! test -e go; do sleep 0.02; done; exec cat");
    driver().awaitOutput("ready\n");
    String piece = "0123456789abcde\n".repeat(4_096);
    StringBuilder taken = new StringBuilder();

    assertThatThrownBy(
            () -> {
              while (taken.length() < 1 << 24) {
                driver().type(piece);
                taken.append(piece);
              }
            })
        .isInstanceOf(KeeperException.InputFull.class)
        .hasMessageContaining("does not read");

    Files.createFile(driver().directory().resolve("go"));
    assertThat(driver().awaitOutput("ready\n" + taken))
        .hasSize("ready\n".length() + taken.length());
  }

  @Test
  @DisplayName("A-04 input with an id is typed once, however often it is sent")
  default void numberedInputIsTypedOnce() throws Exception {
    driver().shell("stty raw -echo && echo ready && exec head -c 5");
    driver().awaitOutput("ready\n");

    for (String typed : List.of("1a", "1b", "3c", "2d", "3e", "0f", "0g", "4h")) {
      byte[] letter = typed.substring(1).getBytes(UTF_8);
      driver().keeper().input(WORKER, FENCE, Long.parseLong(typed.substring(0, 1)), letter);
    }

    driver().awaitEnd();
    assertThat(driver().output()).isEqualTo("ready\nacfgh");
  }

  @Test
  @DisplayName("A-04 an id counts over a worker's epochs, and only when something was typed")
  default void idsOutliveEpochs() throws Exception {
    Keeper keeper = driver().keeper();
    byte[] letter = {'a'};
    assertThatThrownBy(() -> keeper.input(WORKER, FENCE, 3, letter))
        .isInstanceOf(KeeperException.NotRunning.class);
    driver().shell("stty raw -echo && echo ready && exec head -c 1");
    driver().awaitOutput("ready\n");
    keeper.input(WORKER, FENCE, 2, letter);
    driver().awaitEnd();
    driver().release();

    keeper.spawn(
        driver().spec(WORKER, 2, "sh", "-c", "stty raw -echo && echo ready && exec head -c 2"),
        FENCE);
    driver().awaitOutput("ready\n");
    for (String typed : List.of("1x", "2y", "3b", "4c")) {
      keeper.input(WORKER, FENCE, typed.charAt(0) - '0', typed.substring(1).getBytes(UTF_8));
    }

    driver().awaitEnd();
    assertThat(driver().output()).isEqualTo("ready\nbc");
  }

  @Test
  @DisplayName("A-04 input that was refused may be sent again, what was typed is never refused")
  default void refusedInputMayBeSentAgain() throws Exception {
    Keeper keeper = driver().keeper();
    driver()
        .shell("stty raw -echo && echo ready && while ! test -e go; do sleep 0.02; done; exec cat");
    driver().awaitOutput("ready\n");
    String most = "x".repeat(900_000);
    String rest = "y".repeat(600_000);
    keeper.input(WORKER, FENCE, 1, most.getBytes(UTF_8));

    assertThatThrownBy(() -> keeper.input(WORKER, FENCE, 2, rest.getBytes(UTF_8)))
        .isInstanceOf(KeeperException.InputFull.class);
    keeper.input(WORKER, FENCE, 1, most.getBytes(UTF_8)); // not refused, and not typed again
    Files.createFile(driver().directory().resolve("go"));
    driver().awaitOutput(most);
    keeper.input(WORKER, FENCE, 2, rest.getBytes(UTF_8));
    keeper.input(WORKER, FENCE, 2, rest.getBytes(UTF_8));
    driver().type("end");

    assertThat(driver().awaitOutput("end").equals("ready\n" + most + rest + "end")).isTrue();
  }

  @Test
  @DisplayName("W-06 input is refused when no process takes it")
  default void inputWithoutAProcessIsRefused() throws Exception {
    assertThatThrownBy(() -> driver().type("x")).isInstanceOf(KeeperException.NotRunning.class);
    driver().spawn("true");
    driver().awaitEnd();
    assertThatThrownBy(() -> driver().type("x")).isInstanceOf(KeeperException.NotRunning.class);
  }

  @Test
  @DisplayName("W-06 a resized terminal tells its process, which sees the new size")
  default void aProcessSeesItsSize() throws Exception {
    driver()
        .shell("stty size; trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.02; done");
    driver().awaitOutput("ready\r\n");

    driver().keeper().resize(WORKER, FENCE, new TerminalSize(1_000, 1));

    assertThat(driver().awaitEnd().size()).isEqualTo(new TerminalSize(1_000, 1));
    assertThat(driver().output()).isEqualTo("30 120\r\nready\r\n1 1000\r\n");
  }

  @Test
  @DisplayName("W-06 a size out of 1..1000 is no size")
  default void impossibleSizesAreRefused() {
    for (int side : List.of(0, -1, 1_001)) {
      assertThatThrownBy(() -> new TerminalSize(side, 30))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new TerminalSize(120, side))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  default void aSignalReachesTheForeground() throws Exception {
    driver().shell("echo ready; exec sleep 60");
    driver().awaitOutput("ready\r\n");

    assertThat(driver().keeper().signal(WORKER, FENCE, TerminalSignal.INT)).isTrue();

    assertThat(driver().awaitEnd().exit()).contains(new ExitStatus.Signalled(2));
    assertThat(driver().keeper().signal(WORKER, FENCE, TerminalSignal.INT)).isFalse();
  }
}
