package dev.agentsessions.pty.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * All output on this disk. Opens epochs to append to and finds those there are to read. One
 * instance a data directory; safe for many threads. A worker at rest costs no memory and no open
 * file.
 */
public final class DiskLogs implements AutoCloseable {
  private final OutputFolders folders;
  private final DiskLogsConfig config;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final LogSync sync;
  private final Set<WorkerKey> claimed = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<WorkerKey, EpochLog> growing = new ConcurrentHashMap<>();
  private final RecentLogs resting = new RecentLogs();
  private volatile Consumer<WorkerKey> whenClosed = worker -> {};

  /**
   * Starts the thread that syncs.
   *
   * @param clock tells when an epoch began
   * @param nanos monotonic, for the time of each record
   */
  public DiskLogs(DiskLogsConfig config, InstantSource clock, LongSupplier nanos) {
    this.folders = new OutputFolders(config.data());
    this.config = config;
    this.clock = clock;
    this.nanos = nanos;
    this.sync = new LogSync(config.syncDelay(), segment -> whenClosed.accept(segment.worker()));
  }

  /**
   * Opens an epoch to append to. One that exists is repaired as far as a crash made that needful,
   * and goes on at its end. Waits while the disk is far behind with those that have ended.
   *
   * @param epoch 1 and up
   * @throws IllegalArgumentException if the worker has a later epoch
   * @throws IllegalStateException if an epoch of the worker is being appended to
   */
  public EpochWriter append(WorkerKey worker, long epoch) throws IOException {
    if (epoch < 1) {
      throw new IllegalArgumentException("epochs start at 1: " + epoch);
    }
    sync.awaitRoom();
    if (!claimed.add(worker)) {
      throw new IllegalStateException(worker + " is being appended to");
    }
    try {
      long latest = folders.latest(worker).orElse(0);
      if (latest > epoch) {
        throw new IllegalArgumentException(worker + " is in epoch " + latest + ", not " + epoch);
      }
      return writer(worker, epoch);
    } catch (IOException | RuntimeException e) {
      forgetBegun(worker);
      claimed.remove(worker);
      throw e;
    }
  }

  private EpochWriter writer(WorkerKey worker, long epoch) throws IOException {
    Path folder = folders.of(worker, epoch);
    EpochScan found = scan(folder);
    EpochClock time = EpochClock.opened(found, clock.instant(), nanos);
    EpochRepair.apply(found, time.start());
    EpochLog log = EpochLog.growing(epoch, folder, scan(folder));
    // Before the folder: whoever finds an epoch on the disk alone takes it for one that has ended.
    growing.put(worker, log);
    folders.make(worker, epoch);
    return new EpochWriter(log, time, config.segmentBytes(), sync, () -> closed(worker, log));
  }

  private void forgetBegun(WorkerKey worker) {
    EpochLog begun = growing.remove(worker);
    if (begun != null) {
      begun.complete();
    }
  }

  private static EpochScan scan(Path folder) throws IOException {
    return Files.isDirectory(folder) ? EpochScan.of(folder) : EpochScan.NOTHING;
  }

  private void closed(WorkerKey worker, EpochLog log) {
    resting.put(worker, log);
    growing.remove(worker);
    claimed.remove(worker);
  }

  /** The newest epoch of a worker, if it ever printed and its output is kept. */
  public Optional<EpochLog> latest(WorkerKey worker) throws IOException {
    EpochLog live = growing.get(worker);
    if (live != null) {
      return Optional.of(live);
    }
    OptionalLong epoch = folders.latest(worker);
    return epoch.isEmpty() ? Optional.empty() : epoch(worker, epoch.getAsLong());
  }

  /** One epoch of a worker, if it is kept. */
  public Optional<EpochLog> epoch(WorkerKey worker, long epoch) throws IOException {
    Optional<EpochLog> known = known(worker, epoch);
    Path folder = folders.of(worker, epoch);
    if (known.isPresent() || !Files.isDirectory(folder)) {
      return known;
    }
    try {
      EpochLog found = EpochLog.resting(epoch, folder);
      // What was begun, and perhaps closed, during the scan knows better.
      known = known(worker, epoch);
      if (known.isEmpty()) {
        resting.put(worker, found);
      }
      return Optional.of(known.orElse(found));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // removed meanwhile
    }
  }

  /** What the files of a worker take, in bytes. Costs a look at each. */
  public long kept(WorkerKey worker) throws IOException {
    long bytes = 0;
    for (long epoch : folders.epochs(worker)) {
      try {
        for (SegmentPath segment : SegmentPath.in(folders.of(worker, epoch))) {
          bytes += segment.bytes();
        }
      } catch (NoSuchFileException e) {
        // Trimmed meanwhile, or compressed into another: as good as a moment later.
      }
    }
    return bytes;
  }

  /**
   * One epoch of a worker if somebody appends to it, or has read it lately; looked for in the order
   * in which it goes from one to the other.
   */
  Optional<EpochLog> known(WorkerKey worker, long epoch) {
    EpochLog live = growing.get(worker);
    return live != null && live.bounds().epoch() == epoch
        ? Optional.of(live)
        : resting.find(worker, epoch);
  }

  /** From now on somebody is told, and must not wait, when a segment of a worker was closed. */
  void tellOfClosed(Consumer<WorkerKey> listener) {
    whenClosed = listener;
  }

  OutputFolders folders() {
    return folders;
  }

  Path data() {
    return config.data();
  }

  /** Removes what a worker printed. Nothing happens if there is nothing. */
  public void remove(WorkerKey worker) throws IOException {
    resting.forget(worker);
    folders.remove(worker);
  }

  /** Puts everything on the disk and ends the thread. Writers must be closed before. */
  @Override
  public void close() {
    sync.close();
    resting.forgetAll();
  }
}
