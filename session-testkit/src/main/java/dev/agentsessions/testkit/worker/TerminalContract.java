package dev.agentsessions.testkit.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.LimitReached;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Processes have a terminal: it is typed into and has a size. */
public interface TerminalContract extends RuntimeUnderTest {
  /** The most that one call types, in bytes. */
  int MAX_INPUT = 1024 * 1024;

  /** The most that may wait for a process that does not read, in bytes. */
  int MAX_WAITING = 16 * 1024 * 1024;

  @Test
  @DisplayName("W-06 input keeps its order")
  default void inputKeepsItsOrder() {
    TestWorker worker = new TestWorker(this).startReady(commandThatEchoes());
    var typed = new StringBuilder();

    for (int call = 0; call < 500; call++) {
      String word = "<" + call + ">";
      worker.type(word.getBytes(UTF_8));
      typed.append(word);
    }

    worker.awaitOutput("<499>");
    assertThat(worker.text()).endsWith(typed);
  }

  @Test
  @DisplayName("W-11 bytes of every value pass the process unchanged")
  default void bytesOfEveryValuePassUnchanged() {
    byte[] bytes = new byte[64 * 1024];
    new Random(11).nextBytes(bytes);
    TestWorker worker = new TestWorker(this).startReady(commandThatEchoes());
    worker.awaitOutput("\n");
    int before = worker.printed().length;

    worker.type(bytes);

    worker.awaitPrinted(before + bytes.length);
    byte[] printed = worker.printed();
    assertThat(Arrays.equals(Arrays.copyOfRange(printed, before, printed.length), bytes)).isTrue();
  }

  @Test
  @DisplayName("W-06 input that nobody reads is bounded, and what is refused is not typed")
  default void inputThatNobodyReadsIsBounded() {
    TestWorker worker = new TestWorker(this).startReady(commandThatRunsForever());
    byte[] lines = "0123456789abcde\n".repeat(4096).getBytes(UTF_8);

    assertThatThrownBy(
            () -> {
              for (long waiting = 0; waiting <= MAX_WAITING; waiting += lines.length) {
                worker.type(lines);
              }
            })
        .isInstanceOf(LimitReached.class);

    worker.stop();
    worker.awaitExit(1);
  }

  @Test
  @DisplayName("W-06 more than 1 MiB at once is too large")
  default void moreThanOneMebibyteIsTooLarge() {
    TestWorker worker = new TestWorker(this).startReady(commandThatRunsForever());

    assertThatThrownBy(() -> worker.type(new byte[MAX_INPUT + 1]))
        .isInstanceOf(SessionException.TooLarge.class);
  }

  @Test
  @DisplayName("M-01 numbered input is typed once, whoever types it, over all of a worker's epochs")
  default void numberedInputIsTypedOnce() {
    TestWorker worker = new TestWorker(this).startReady(commandThatEchoes());

    worker.type(7, "<seven>".getBytes(UTF_8));
    worker.type(7, "<again>".getBytes(UTF_8));
    worker.type(6, "<before>".getBytes(UTF_8));
    worker.type("<any>".getBytes(UTF_8));
    runtime().adopt(worker.place(4));
    runtime()
        .input(worker.place(4), worker.id(), 7, ByteBuffer.wrap("<new owner>".getBytes(UTF_8)));
    runtime().input(worker.place(4), worker.id(), 8, ByteBuffer.wrap("<eight>".getBytes(UTF_8)));

    worker.awaitOutput("<eight>");
    assertThat(worker.text()).endsWith("<seven><any><eight>");
  }

  @Test
  @DisplayName("M-01 a later process of a worker is not typed what an earlier one was")
  default void aLaterProcessIsNotTypedItAgain() {
    TestWorker worker = new TestWorker(this).startReady(commandThatEchoes());
    worker.type(7, "<seven>".getBytes(UTF_8));
    worker.awaitOutput("<seven>");
    worker.stop();
    worker.awaitExit(1);
    worker.start(2, commandThatEchoes());
    worker.awaitOutput("ready");

    worker.type(7, "<again>".getBytes(UTF_8));
    worker.type(9, "<nine>".getBytes(UTF_8));

    worker.awaitOutput("<nine>");
    assertThat(worker.text()).doesNotContain("<again>");
  }

  @Test
  @DisplayName("M-01 numbered input that found no room was not typed, and may come again")
  default void refusedInputMayComeAgain() {
    TestWorker worker = new TestWorker(this).startReady(commandThatRunsForever());
    byte[] lines = "0123456789abcde\n".repeat(4096).getBytes(UTF_8);
    long last = 0;
    try {
      for (long id = 1; id * lines.length <= MAX_WAITING; id++) {
        worker.type(id, lines);
        last = id;
      }
    } catch (LimitReached full) {
      long refused = last + 1;
      assertThatThrownBy(() -> worker.type(refused, lines)).isInstanceOf(LimitReached.class);
      worker.type(last, lines); // was typed: no room is needed
    }

    assertThat(last * lines.length).isBetween(1L, (long) MAX_WAITING - 1);
    worker.stop();
    worker.awaitExit(1);
  }

  @Test
  default void whatHasEndedOrIsUnknownTakesNoInput() {
    var worker = new TestWorker(this);
    assertThatThrownBy(() -> worker.type(new byte[1]))
        .isInstanceOf(SessionException.NotFound.class);
    worker.start(1, commandThatExits(0));
    worker.awaitExit(1);

    assertThatThrownBy(() -> worker.type(new byte[1]))
        .isInstanceOf(SessionException.NotFound.class);
  }

  @Test
  @DisplayName("W-06 the terminal has the size it was started with, then the one last asked for")
  default void theTerminalHasTheSizeLastAskedFor() {
    var worker = new TestWorker(this);
    worker.start(1, commandThatTellsItsSize());
    worker.awaitOutput("120x30");

    for (int cols = 50; cols <= 80; cols++) {
      worker.resize(cols, 24);
    }

    worker.awaitOutput("80x24");
    worker.resize(1000, 1);
    worker.awaitOutput("1000x1");
  }

  @Test
  default void resizingWhatHasEndedOrIsUnknownDoesNothing() {
    var worker = new TestWorker(this);
    worker.resize(80, 24);
    worker.start(1, commandThatExits(0));
    worker.awaitExit(1);

    worker.resize(80, 24);

    assertThat(worker.sightings()).hasSize(1);
  }
}
