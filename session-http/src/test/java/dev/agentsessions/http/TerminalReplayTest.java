package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.worker.WindowSize;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TerminalReplayTest {
  private static final int RECENT = 256 << 10;

  @RegisterExtension static final RunningHost host = RunningHost.usual();

  @RepeatedTest(4)
  @DisplayName("O-04 a client that comes back again and again by epoch and offset misses no byte")
  void reconnects(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    TerminalFixture terminal = TerminalFixture.running(host, "r" + run.getCurrentRepetition());
    byte[] printed = new byte[10 << 20];
    random.nextBytes(printed);
    Thread worker = Thread.ofVirtual().start(() -> print(terminal, random.nextLong(), printed));

    MessageDigest seen = sha256();
    long at = 0;
    int visits = 0;
    while (at < printed.length) {
      try (TestSocket socket = terminal.join("?epoch=1&from=" + at)) {
        assertThat(socket.next("attached").get("from").asLong()).isEqualTo(at);
        long until = Math.min(printed.length, at + 1 + random.nextInt(4 << 20));
        byte[] output = socket.outputUntil(at, until);
        seen.update(output);
        at += output.length;
        visits++;
      }
    }

    assertThat(hex(seen))
        .as("seed %s, %s visits", run.getCurrentRepetition(), visits)
        .isEqualTo(hex(sha256(printed)));
    assertThat(worker.isAlive()).isFalse();
  }

  @Test
  void aClientWithoutAPlaceGetsTheRecentOutputFromALinesStart() {
    TerminalFixture terminal = TerminalFixture.running(host, "recent");
    String line = "x".repeat(98) + "\r\n";
    for (int i = 0; i < 100; i++) {
      terminal.print(line.repeat(100));
    }

    try (TestSocket socket = terminal.join()) {
      long from = socket.next("attached").get("from").asLong();

      assertThat(from % line.length()).as("a line's start").isZero();
      assertThat(from).isBetween(1_000_000L - RECENT, 1_000_000L - RECENT + 4_096);
      assertThat(new String(socket.outputUntil(from, from + 3), US_ASCII)).startsWith("xxx");
    }
  }

  @Test
  void aPlaceThatIsNotThereIsAnsweredByAnother() {
    TerminalFixture terminal = TerminalFixture.running(host, "elsewhere");
    terminal.print("12345");

    for (String place : new String[] {"?epoch=9&from=2", "?epoch=1&from=99"}) {
      try (TestSocket socket = terminal.join(place)) {
        JsonNode attached = socket.next("attached");

        assertThat(attached.get("epoch").asLong()).as(place).isEqualTo(1);
        assertThat(attached.get("from").asLong()).as(place).isZero();
      }
    }
  }

  @Test
  @DisplayName("O-04 an epoch that ended and is opened again is followed on")
  void anEpochThatIsOpenedAgain() {
    TerminalFixture terminal = TerminalFixture.running(host, "again");
    terminal.print("before");
    host.world().output().close(terminal.worker());

    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      host.world().output().newEpoch(terminal.worker(), 1, WindowSize.DEFAULT);
      terminal.print(" after");

      assertThat(socket.outputUntil(6, 12)).asString().isEqualTo(" after");
      socket.type("still there");
      await()
          .untilAsserted(
              () -> assertThat(terminal.processes().typed(terminal.worker())).isNotEmpty());
    }
  }

  private static void print(TerminalFixture terminal, long seed, byte[] bytes) {
    var random = new Random(seed);
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(20_000));
      byte[] piece = new byte[length];
      System.arraycopy(bytes, at, piece, 0, length);
      terminal.print(piece);
      at += length;
    }
  }

  private static MessageDigest sha256(byte[] bytes) {
    MessageDigest digest = sha256();
    digest.update(bytes);
    return digest;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
