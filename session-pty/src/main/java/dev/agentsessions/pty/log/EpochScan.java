package dev.agentsessions.pty.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the folder of an epoch holds.
 *
 * @param kept segments that follow each other without a hole, by offset
 * @param lost segments behind damage: synced later than what is missing before them, so never
 *     synced
 */
record EpochScan(List<SegmentScan> kept, List<SegmentPath> lost) {
  static final EpochScan NOTHING = new EpochScan(List.of(), List.of());

  EpochScan {
    kept = List.copyOf(kept);
    lost = List.copyOf(lost);
  }

  static EpochScan of(Path folder) throws IOException {
    while (true) {
      try {
        return scan(folder);
      } catch (NoSuchFileException e) {
        if (!Files.isDirectory(folder)) {
          throw e;
        }
        // A segment was compressed or trimmed after it was listed.
      }
    }
  }

  private static EpochScan scan(Path folder) throws IOException {
    List<SegmentScan> kept = new ArrayList<>();
    List<SegmentPath> lost = new ArrayList<>();
    for (SegmentPath path : SegmentPath.in(folder)) {
      if (lost.isEmpty() && (kept.isEmpty() || kept.getLast().end() == path.first())) {
        kept.add(SegmentScanner.scan(path));
      } else {
        lost.add(path);
      }
    }
    return new EpochScan(kept, lost);
  }

  /** The offsets at which segments with bytes begin. */
  long[] starts() {
    return kept.stream()
        .filter(segment -> !segment.isEmpty())
        .mapToLong(segment -> segment.path().first())
        .toArray();
  }

  long end() {
    return kept.isEmpty() ? 0 : kept.getLast().end();
  }

  /** Microseconds from the epoch's start to its last record. */
  long micros() {
    return kept.stream().mapToLong(SegmentScan::micros).max().orElse(0);
  }

  Optional<Instant> epochStart() {
    return kept.stream().flatMap(segment -> segment.epochStart().stream()).findFirst();
  }
}
