package dev.agentsessions.pty.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.testkit.InMemoryFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSyncTest {
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir Path folder;
  private ActiveSegment segment;

  @BeforeEach
  void write() throws IOException {
    segment = ActiveSegment.create(new SegmentPath(folder, 0), Instant.EPOCH);
    segment.append(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
  }

  @Test
  @DisplayName("O-02 written bytes are synced in the background, and those written later again")
  void writtenBytesAreSynced() {
    try (LogSync sync = new LogSync(Duration.ofMillis(10), segment -> {})) {
      for (int round = 0; round < 3; round++) {
        sync.dirty(segment);

        await().until(() -> !segment.isDirty());
      }
      sync.seal(segment);
    }
  }

  @Test
  @DisplayName("O-02 a segment that ended is sealed when all of it is on the disk")
  void anEndedSegmentIsSealed() throws IOException {
    try (LogSync sync = new LogSync(NEVER, segment -> {})) {
      sync.seal(segment);
    }

    SegmentScan scan = SegmentScanner.scan(new SegmentPath(folder, 0));
    assertThat(scan.sealed()).isTrue();
    assertThat(scan.end()).isEqualTo(3);
  }

  @Test
  @DisplayName("O-01 an epoch that is opened again before it has a byte is not touched by the seal")
  void aSealDoesNotReachTheNextAttempt(@TempDir Path again) throws IOException {
    SegmentPath path = new SegmentPath(again, 0);
    ActiveSegment attempt = ActiveSegment.create(path, Instant.EPOCH);
    attempt.note(RecordKind.RESIZE, 80, 24, 1);
    ActiveSegment next = ActiveSegment.create(path, Instant.EPOCH);
    next.note(RecordKind.RESIZE, 80, 24, 2);
    next.append(ByteBuffer.wrap(new byte[] {1, 2, 3}), 3);

    attempt.seal();

    assertThat(SegmentScanner.scan(path))
        .returns(3L, SegmentScan::end)
        .returns(3L, SegmentScan::micros)
        .returns(false, SegmentScan::sealed);
    next.seal();
    assertThat(SegmentScanner.scan(path)).returns(true, SegmentScan::sealed);
  }

  @Test
  void closingDoesAtOnceWhatWasAsked() {
    LogSync sync = new LogSync(NEVER, segment -> {});
    sync.dirty(segment);
    sync.dirty(segment);
    assertThat(segment.isDirty()).isTrue();

    sync.close();

    assertThat(segment.isDirty()).isFalse();
  }

  @Test
  @DisplayName("W-10 while the disk is far behind new epochs wait, so that open files stay few")
  void newEpochsWaitForASlowDisk(@TempDir(factory = InMemoryFolders.class) Path memory)
      throws Exception {
    var disk = new Semaphore(0);
    try (LogSync sync = new LogSync(NEVER, any -> disk.acquireUninterruptibly())) {
      sync.seal(segment);
      for (int ended = 0; ended < LogSync.ROOM; ended++) {
        sync.awaitRoom();
        sync.seal(ActiveSegment.create(new SegmentPath(memory, ended), Instant.EPOCH));
      }
      var next =
          new FutureTask<>(
              () -> {
                sync.awaitRoom();
                return true;
              });
      Thread waiting = Thread.ofVirtual().start(next);
      await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

      disk.release(1);

      assertThat(next.get()).isTrue();
      disk.release(LogSync.ROOM);
    }
  }

  @Test
  void removedOutputIsNoError() throws IOException {
    Path removed = folder.resolve("removed");
    Files.createDirectory(removed);
    ActiveSegment gone = ActiveSegment.create(new SegmentPath(removed, 0), Instant.EPOCH);
    gone.append(ByteBuffer.wrap(new byte[] {1}), 0);
    new SegmentPath(removed, 0).delete();
    Files.delete(removed);

    gone.seal();
  }
}
