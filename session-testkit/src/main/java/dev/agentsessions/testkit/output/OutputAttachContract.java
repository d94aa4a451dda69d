package dev.agentsessions.testkit.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.output.OutputBounds;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replay and live output are the same reads, whenever a reader comes. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface OutputAttachContract extends OutputPorts {
  /** How many epochs the worker goes through. */
  int EPOCHS = 3;

  /** What it prints in each, in bytes. */
  int LENGTH = 1 << 20;

  @Test
  @DisplayName("O-04 readers come at any time, replay, go on live, and miss and repeat no byte")
  default void readersReplayAndGoOnLive() throws Exception {
    byte[] bytes = new byte[LENGTH];
    new Random(11).nextBytes(bytes);
    PrintingWorker worker = PrintingWorker.started(this);
    List<Future<byte[]>> readers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long epoch = 1; epoch <= EPOCHS; epoch++) {
        worker.start(epoch);
        for (int at = 0; at < LENGTH; at += 1024) {
          if (at % (LENGTH / 4) == 0) {
            int seed = readers.size();
            readers.add(threads.submit(() -> watch(worker, new Random(seed))));
          }
          worker.print(Arrays.copyOfRange(bytes, at, at + 1024));
        }
      }
      worker.end();

      for (Future<byte[]> reader : readers) {
        byte[] seen = reader.get();
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
          assertThat(Arrays.equals(seen, epoch * LENGTH, (epoch + 1) * LENGTH, bytes, 0, LENGTH))
              .as("epoch %s", epoch + 1)
              .isTrue();
        }
      }
    }
  }

  /** Reads epoch after epoch; what it knows between two reads is a cursor. */
  private byte[] watch(PrintingWorker worker, Random random) throws InterruptedException {
    var seen = new ByteArrayOutputStream();
    for (long epoch = 1; epoch <= EPOCHS; epoch++) {
      while (worker.bounds().epoch() < epoch) {
        long before = epoch - 1;
        log().awaitMore(worker.at(before, worker.bounds(before).end()), Duration.ofMillis(1));
      }
      long at = 0;
      OutputBounds bounds = worker.bounds(epoch);
      while (bounds.open() || at < bounds.end()) {
        byte[] read = worker.read(epoch, at, 1 + random.nextInt(100_000));
        seen.writeBytes(read);
        at += read.length;
        assertThat(bounds.base()).as("nothing is lost of epoch %s", epoch).isZero();
        log().awaitMore(worker.at(epoch, at), Duration.ofHours(1));
        bounds = worker.bounds(epoch);
      }
    }
    return seen.toByteArray();
  }
}
