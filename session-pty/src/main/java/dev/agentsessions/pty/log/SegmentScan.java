package dev.agentsessions.pty.log;

import java.time.Instant;
import java.util.Optional;

/**
 * What a segment holds, in whichever form it is kept.
 *
 * @param path the segment
 * @param epochStart what its header says, if it has a good one
 * @param recordedEnd the offset up to which good records describe the log
 * @param end the offset up to which the log counts. Behind {@code recordedEnd} if the process died
 *     between writing bytes and their record
 * @param indexEnd length of the good part of the index, in bytes
 * @param micros time of the last good record
 * @param sealed whether all of it is known to be on the disk
 */
record SegmentScan(
    SegmentPath path,
    Optional<Instant> epochStart,
    long recordedEnd,
    long end,
    long indexEnd,
    long micros,
    boolean sealed) {
  boolean isEmpty() {
    return end == path.first();
  }
}
