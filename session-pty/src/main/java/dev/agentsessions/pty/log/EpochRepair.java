package dev.agentsessions.pty.log;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * Makes the files of an epoch say what a scan found in them, so that appending can go on. The same
 * files give the same result, also when the repair itself is cut short and begun again.
 */
final class EpochRepair {
  private static final int BUFFER = 64 << 10;

  private EpochRepair() {}

  /**
   * Only while nobody appends. Afterwards every segment is sealed, but for a first one without
   * bytes: where it begins is where the epoch goes on.
   */
  static void apply(EpochScan scan, Instant epochStart) throws IOException {
    for (SegmentPath lost : scan.lost()) {
      lost.delete();
    }
    for (SegmentScan segment : scan.kept()) {
      if (!segment.isEmpty() && !segment.sealed()) {
        seal(segment, epochStart);
      } else if (segment.isEmpty() && !segment.equals(scan.kept().getFirst())) {
        segment.path().delete();
      }
    }
  }

  private static void seal(SegmentScan segment, Instant epochStart) throws IOException {
    try (FileChannel log = FileChannel.open(segment.path().log(), READ, WRITE);
        FileChannel index = FileChannel.open(segment.path().index(), CREATE, WRITE)) {
      log.truncate(segment.end() - segment.path().first());
      log.force(true);
      index.truncate(segment.indexEnd());
      index.position(segment.indexEnd());
      write(index, missing(segment, epochStart, log));
      index.force(true);
    }
  }

  /** What the index lacks: perhaps its header, perhaps a record of the last bytes, and the seal. */
  private static ByteBuffer missing(SegmentScan segment, Instant epochStart, FileChannel log)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(IndexHeader.BYTES + 2 * IndexRecord.BYTES);
    if (segment.indexEnd() == 0) {
      new IndexHeader(segment.path().first(), epochStart).writeTo(bytes);
    }
    long end = segment.end();
    if (segment.recordedEnd() < end) {
      int crc = crc(log, segment.recordedEnd() - segment.path().first());
      new IndexRecord(end, segment.micros(), RecordKind.DATA, 0, 0, crc).writeTo(bytes);
    }
    IndexRecord.seal(end, segment.micros()).writeTo(bytes);
    return bytes.flip();
  }

  private static int crc(FileChannel file, long from) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    file.position(from);
    while (file.read(buffer.clear()) >= 0) {
      crc.update(buffer.flip());
    }
    return (int) crc.getValue();
  }

  private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }
}
