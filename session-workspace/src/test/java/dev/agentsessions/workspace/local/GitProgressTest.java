package dev.agentsessions.workspace.local;

import static dev.agentsessions.workspace.CloneProgress.Step.COMPRESSING;
import static dev.agentsessions.workspace.CloneProgress.Step.RECEIVING;
import static dev.agentsessions.workspace.CloneProgress.Step.RESOLVING;
import static dev.agentsessions.workspace.CloneProgress.Step.WRITING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.workspace.CloneProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.SequencedSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class GitProgressTest {
  private final SequencedSet<CloneProgress> told = new LinkedHashSet<>();

  /** Reads all, and tells after each read. */
  private String passed(InputStream from) throws IOException {
    var progress = new GitProgress(from, told::add);
    var passed = new ByteArrayOutputStream();
    byte[] buffer = new byte[7];
    for (int read = progress.read(buffer); read >= 0; read = progress.read(buffer)) {
      passed.write(buffer, 0, read);
      progress.tell();
    }
    progress.tell();
    return passed.toString(UTF_8);
  }

  private String passed(String text) throws IOException {
    return passed(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  @Test
  void linesThatSayHowFarItIsAreToldAndNotPassed() throws IOException {
    for (String line :
        List.of(
            "remote: Compressing objects:   7% (1/14)        \r",
            "Receiving objects:  42% (42/100), 1.20 MiB | 3.00 MiB/s\r",
            "Resolving deltas: 100% (8/8), done.\n",
            "Updating files:   0% (1/900)\r")) {
      assertThat(passed(line)).as(line).isEmpty();
    }

    assertThat(told)
        .containsExactly(
            new CloneProgress(COMPRESSING, 7),
            new CloneProgress(RECEIVING, 42),
            new CloneProgress(RESOLVING, 100),
            new CloneProgress(WRITING, 0));
  }

  @Test
  void ofManyTheLastOneIsTold() throws IOException {
    assertThat(passed("Receiving objects:   1% (1/100)\rReceiving objects:   2% (2/100)\r"))
        .isEmpty();

    assertThat(told).containsExactly(new CloneProgress(RECEIVING, 2));
  }

  @Test
  void oneThatDoesNotGoOnIsToldAgain() throws IOException {
    List<CloneProgress> each = new ArrayList<>();
    var text = new ByteArrayInputStream("Receiving objects:   1% (1/100)\r".getBytes(UTF_8));
    var progress = new GitProgress(text, each::add);
    progress.tell();
    byte[] unused = progress.readAllBytes();

    progress.tell();
    progress.tell();

    var first = new CloneProgress(RECEIVING, 1);
    assertThat(each).containsExactly(first, first);
  }

  @Test
  void whatElseThereIsToCountIsNeitherToldNorPassed() throws IOException {
    assertThat(passed("remote: Counting objects:  50% (1/2)        \r")).isEmpty();

    assertThat(told).isEmpty();
  }

  @Test
  void whateverSaysSomethingElseIsPassed() throws IOException {
    for (String line :
        List.of(
            "fatal: could not read\n",
            "Host key verification failed.\r\n",
            "remote: Receiving objects are 42% (42/100) of it\n",
            "Receiving objects: 420% (42/100)\r",
            "Receiving objects:  42%",
            "é".repeat(1000),
            "\r\n\r",
            "")) {
      assertThat(passed(line)).isEqualTo(line);
    }

    assertThat(told).isEmpty();
  }

  @RepeatedTest(20)
  void howItIsCutIntoReadsDoesNotMatter(RepetitionInfo run) throws IOException {
    var random = new Random(run.getCurrentRepetition());
    var text = new StringBuilder("Cloning into 'x'...\n");
    for (int percent = 0; percent <= 100; percent++) {
      text.append("Receiving objects: %3d%% (%d/100)\r".formatted(percent, percent));
    }
    text.append("fatal: early EOF");
    byte[] bytes = text.toString().getBytes(UTF_8);

    String passed =
        passed(
            new FilterInputStream(new ByteArrayInputStream(bytes)) {
              @Override
              public int read(byte[] into) throws IOException {
                return in.read(into, 0, 1 + random.nextInt(100));
              }
            });

    assertThat(passed).isEqualTo("Cloning into 'x'...\nfatal: early EOF");
    assertThat(told.getLast()).isEqualTo(new CloneProgress(RECEIVING, 100));
  }
}
