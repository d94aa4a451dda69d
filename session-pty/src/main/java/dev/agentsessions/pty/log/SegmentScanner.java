package dev.agentsessions.pty.log;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Finds out what a segment holds, after any crash, without changing it. A sealed segment costs two
 * small reads; of another one every byte is compared with its record.
 */
final class SegmentScanner {
  private static final int BUFFER = 64 << 10;

  private final SegmentPath path;
  private final FileChannel log;
  private final FileChannel index;
  private final long logEnd;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);

  private SegmentScanner(SegmentPath path, FileChannel log, FileChannel index) throws IOException {
    this.path = path;
    this.log = log;
    this.index = index;
    this.logEnd = path.first() + log.size();
  }

  static SegmentScan scan(SegmentPath path) throws IOException {
    if (!Files.exists(path.compressed())) {
      return raw(path);
    }
    SegmentScan compressed = CompressedSegment.scan(path);
    // Without a byte: the epoch has gone on where it says that it ended.
    return compressed.isEmpty() && Files.exists(path.log()) ? raw(path) : compressed;
  }

  private static SegmentScan raw(SegmentPath path) throws IOException {
    try (FileChannel log = FileChannel.open(path.log(), READ)) {
      if (!Files.exists(path.index())) {
        // The log file is made first: the process died before it could make the other.
        return withoutIndex(path, path.first() + log.size());
      }
      try (FileChannel index = FileChannel.open(path.index(), READ)) {
        return new SegmentScanner(path, log, index).scan();
      }
    }
  }

  private static SegmentScan withoutIndex(SegmentPath path, long logEnd) {
    return new SegmentScan(path, Optional.empty(), path.first(), logEnd, 0, 0, false);
  }

  /** What a raw segment holds if it is sealed; else empty, for no more than two small reads. */
  static Optional<SegmentScan> sealed(SegmentPath path) throws IOException {
    if (!Files.exists(path.index())) {
      return Optional.empty();
    }
    try (FileChannel log = FileChannel.open(path.log(), READ);
        FileChannel index = FileChannel.open(path.index(), READ)) {
      var scanner = new SegmentScanner(path, log, index);
      Optional<IndexHeader> header = scanner.header();
      return header.isEmpty() ? Optional.empty() : scanner.sealed(header.get());
    }
  }

  private SegmentScan scan() throws IOException {
    Optional<IndexHeader> header = header();
    if (header.isEmpty()) {
      return withoutIndex(path, logEnd);
    }
    Optional<SegmentScan> sealed = sealed(header.get());
    return sealed.isPresent() ? sealed.get() : walk(header.get());
  }

  private Optional<IndexHeader> header() throws IOException {
    return read(index, 0, IndexHeader.BYTES)
        .flatMap(IndexHeader::readFrom)
        .filter(read -> read.firstOffset() == path.first());
  }

  private Optional<SegmentScan> sealed(IndexHeader header) throws IOException {
    long indexEnd = index.size();
    return read(index, Math.max(indexEnd - IndexRecord.BYTES, IndexHeader.BYTES), IndexRecord.BYTES)
        .flatMap(IndexRecord::readFrom)
        .filter(record -> record.isSeal() && record.offset() == logEnd)
        .map(
            seal ->
                new SegmentScan(
                    path,
                    Optional.of(header.epochStart()),
                    logEnd,
                    logEnd,
                    indexEnd,
                    seal.micros(),
                    true));
  }

  private SegmentScan walk(IndexHeader header) throws IOException {
    long offset = path.first();
    long micros = 0;
    long at = IndexHeader.BYTES;
    while (true) {
      Optional<IndexRecord> next =
          read(index, at, IndexRecord.BYTES).flatMap(IndexRecord::readFrom);
      if (next.isEmpty()) {
        // Torn or never written. Bytes without a record count, for they are written before it.
        return found(header, offset, logEnd, at, micros);
      }
      if (next.get().micros() < micros || !describesLog(next.get(), offset)) {
        // A power cut kept the record and not its bytes: neither they nor what follows was synced.
        return found(header, offset, offset, at, micros);
      }
      offset = next.get().offset();
      micros = next.get().micros();
      at += IndexRecord.BYTES;
    }
  }

  private SegmentScan found(
      IndexHeader header, long recordedEnd, long end, long indexEnd, long micros) {
    return new SegmentScan(
        path, Optional.of(header.epochStart()), recordedEnd, end, indexEnd, micros, false);
  }

  private boolean describesLog(IndexRecord record, long from) throws IOException {
    return from <= record.offset()
        && record.offset() <= logEnd
        && crc(from, record.offset()) == record.dataCrc();
  }

  private int crc(long from, long to) throws IOException {
    CRC32C crc = new CRC32C();
    long at = from;
    while (at < to) {
      bytes.clear().limit((int) Math.min(BUFFER, to - at));
      int read = log.read(bytes, at - path.first());
      if (read < 0) {
        return 0;
      }
      crc.update(bytes.flip());
      at += read;
    }
    return (int) crc.getValue();
  }

  /** The bytes there, ready to be read; empty if the file ends before them. */
  private static Optional<ByteBuffer> read(FileChannel file, long at, int length)
      throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length);
    while (into.hasRemaining()) {
      if (file.read(into, at + into.position()) < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(into.flip());
  }
}
