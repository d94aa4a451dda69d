package dev.agentsessions.pty.log;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compresses and trims what workers printed. Every operation leaves output that reads the same, or
 * begins later, so this may end between any two, and the next pass goes on. One thread of one
 * program at a time.
 */
final class WorkerUpkeep {
  /** A segment that is kept, and what its files take. */
  private record Part(long epoch, SegmentPath path, long bytes) {}

  private final DiskLogs logs;
  private final UpkeepConfig config;
  private final InstantSource clock;
  private final DiskChanges disk;
  private final SegmentCompressor compressor;

  WorkerUpkeep(DiskLogs logs, UpkeepConfig config, InstantSource clock, DiskChanges disk) {
    this.logs = logs;
    this.config = config;
    this.clock = clock;
    this.disk = disk;
    this.compressor = new SegmentCompressor(disk);
  }

  /**
   * Keeps a worker's output within its size and compresses what has been closed long enough.
   *
   * @return whether something was closed too short a time ago
   */
  boolean pass(WorkerKey worker) throws IOException {
    List<Part> kept = trim(worker, parts(worker), config.maxBytes());
    boolean left = false;
    for (Part part : kept) {
      left |= compress(worker, part, part.epoch() == kept.getLast().epoch());
    }
    return left;
  }

  /** Whether a worker's output is more than the mark of its end. */
  boolean hasBytes(WorkerKey worker) throws IOException {
    List<Part> parts = parts(worker);
    return parts.size() > 1
        || (parts.size() == 1 && !SegmentScanner.scan(parts.getFirst().path()).isEmpty());
  }

  /**
   * Trims all that a worker printed up to the end of an epoch.
   *
   * @param epoch nobody may be appending to it; to later ones they may, and those stay
   */
  void trimAll(WorkerKey worker, long epoch) throws IOException {
    List<Part> parts = partsUpTo(worker, epoch);
    if (parts.isEmpty()) {
      return;
    }
    Path newest = parts.getLast().path().folder();
    EpochScan found = EpochScan.of(newest);
    SegmentPath end = new SegmentPath(newest, found.end());
    if (!Files.exists(end.compressed())) {
      compressor.end(end, found.epochStart().orElse(Instant.EPOCH), found.micros());
    }
    trim(worker, partsUpTo(worker, epoch), 0);
  }

  private List<Part> partsUpTo(WorkerKey worker, long epoch) throws IOException {
    return parts(worker).stream().filter(part -> part.epoch() <= epoch).toList();
  }

  /** A worker's segments, the oldest first, after what a pass that was cut short left is gone. */
  private List<Part> parts(WorkerKey worker) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (long epoch : logs.folders().epochs(worker)) {
      Path folder = logs.folders().of(worker, epoch);
      try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, "*.tmp")) {
        for (Path file : unfinished) {
          disk.delete(file);
        }
      }
      for (SegmentPath path : SegmentPath.in(folder)) {
        if (Files.exists(path.compressed()) && Files.exists(path.log())) {
          dropOneForm(path);
        }
        parts.add(new Part(epoch, path, path.bytes()));
      }
    }
    return parts;
  }

  /** The raw form was to go, or the epoch has gone on where it was said to have ended. */
  private void dropOneForm(SegmentPath path) throws IOException {
    if (!CompressedSegment.scan(path).isEmpty()) {
      dropRaw(path);
    } else if (Files.size(path.log()) > 0) {
      disk.delete(path.compressed());
    }
  }

  private void dropRaw(SegmentPath path) throws IOException {
    // In this order, so that what is left over is found by its log.
    disk.delete(path.index());
    disk.delete(path.log());
  }

  /** Trims the oldest until the rest is small enough, but never the last; the rest. */
  private List<Part> trim(WorkerKey worker, List<Part> parts, long most) throws IOException {
    long bytes = parts.stream().mapToLong(Part::bytes).sum();
    int first = 0;
    while (bytes > most && first < parts.size() - 1) {
      Part oldest = parts.get(first);
      first++;
      drop(worker, oldest);
      bytes -= oldest.bytes();
    }
    dropEmptyFolders(worker);
    return parts.subList(first, parts.size());
  }

  private void drop(WorkerKey worker, Part part) throws IOException {
    SegmentPath path = part.path();
    Optional<EpochLog> log = logs.known(worker, part.epoch());
    log.ifPresent(known -> known.trimmed(path.first() + 1));
    dropRaw(path);
    disk.delete(path.compressed());
    // One by one: a power cut must not bring an older one back without those between.
    disk.syncFolder(path.folder());
    if (log.isPresent()) {
      log.get().gone(path.first());
    }
  }

  private void dropEmptyFolders(WorkerKey worker) throws IOException {
    List<Long> epochs = logs.folders().epochs(worker);
    for (long epoch : epochs) {
      Path folder = logs.folders().of(worker, epoch);
      if (epoch < epochs.getLast() && SegmentPath.in(folder).isEmpty()) {
        dropFolder(folder);
      }
    }
  }

  private void dropFolder(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path file : left) {
        disk.delete(file);
      }
    }
    disk.delete(folder);
  }

  /** Compresses a segment if it is closed; true if that is too early. */
  private boolean compress(WorkerKey worker, Part part, boolean newest) throws IOException {
    SegmentPath path = part.path();
    if (!Files.exists(path.log())) {
      return false;
    }
    Optional<SegmentScan> sealed = SegmentScanner.sealed(path);
    if (sealed.isEmpty() && newest) {
      return false;
    }
    if (closedAt(path).plus(config.compressAfter()).isAfter(clock.instant())) {
      return true;
    }
    if (sealed.isEmpty()) {
      sealed = seal(path);
    }
    if (sealed.isPresent() && !sealed.get().isEmpty()) {
      compressor.compress(sealed.get());
      dropRaw(path);
      Optional<EpochLog> log = logs.known(worker, part.epoch());
      if (log.isPresent()) {
        log.get().gone(path.first());
      }
    }
    return false;
  }

  private static Instant closedAt(SegmentPath path) throws IOException {
    return Files.getLastModifiedTime(path.log()).toInstant();
  }

  /** Does what the program that wrote an epoch before the newest one died before doing. */
  private Optional<SegmentScan> seal(SegmentPath path) throws IOException {
    EpochScan found = EpochScan.of(path.folder());
    EpochRepair.apply(found, found.epochStart().orElseGet(clock::instant));
    return Files.exists(path.log()) ? SegmentScanner.sealed(path) : Optional.empty();
  }
}
