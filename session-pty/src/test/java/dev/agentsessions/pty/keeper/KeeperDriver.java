package dev.agentsessions.pty.keeper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.pty.log.DiskLogs;
import dev.agentsessions.pty.log.EpochLog;
import dev.agentsessions.pty.log.WorkerKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Uses a keeper the way its callers do, and waits for facts. */
record KeeperDriver(Keeper keeper, DiskLogs logs, Path directory) {
  static final String SESSION = "ses-1";
  static final WorkerKey WORKER = new WorkerKey(SESSION, "wrk-1");
  static final TerminalSize SIZE = new TerminalSize(120, 30);
  static final long FENCE = 7;
  static final Duration LONG = Duration.ofSeconds(30);

  SpawnSpec spec(WorkerKey worker, long epoch, String... command) {
    return new SpawnSpec(
        worker,
        epoch,
        List.of(command),
        Map.of("PATH", "/usr/bin:/bin", "TERM", "xterm-256color"),
        directory,
        SIZE);
  }

  WorkerStatus spawn(String... command) {
    return keeper.spawn(spec(WORKER, 1, command), FENCE);
  }

  WorkerStatus shell(String script) {
    return spawn("sh", "-c", script);
  }

  void type(String text) {
    keeper.input(WORKER, FENCE, Keeper.UNNUMBERED, text.getBytes(UTF_8));
  }

  void stop() {
    keeper.stop(WORKER, FENCE);
  }

  /** The one worker's status as it is now. */
  WorkerStatus status() {
    List<WorkerStatus> all = keeper.list(SESSION, FENCE);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  /** Waits until the process has ended and, if it was stopped, all it had started too. */
  WorkerStatus awaitEnd() throws InterruptedException {
    WorkerStatus status = status();
    while (status.exit().isEmpty() || status.stopping()) {
      WorkerStatus next = keeper.watch(status, LONG);
      assertThat(next).as("waited %s", LONG).isNotEqualTo(status);
      status = next;
    }
    return status;
  }

  void release() {
    keeper.release(WORKER, FENCE, 1);
  }

  EpochLog log() throws IOException {
    return logs.latest(WORKER).orElseThrow();
  }

  /** All that was printed so far, a character a byte. */
  String output() throws IOException {
    ByteBuffer into = ByteBuffer.allocate((int) log().bounds().end());
    log().read(0, into);
    return new String(into.array(), 0, into.position(), ISO_8859_1);
  }

  /** Waits until the output holds a text. */
  String awaitOutput(String text) throws IOException, InterruptedException {
    while (true) {
      boolean open = log().bounds().open(); // first: what is printed before the end counts too
      String printed = output();
      if (printed.contains(text)) {
        return printed;
      }
      boolean more = open && log().awaitMore(printed.length(), LONG);
      assertThat(more).as("<%s> comes after <%s>", text, printed).isTrue();
    }
  }
}
