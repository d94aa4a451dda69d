package dev.agentsessions.pty.log;

import static dev.agentsessions.fuzz.Fuzz.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Files of the output log after anything may have happened to them. */
public final class LogFuzz {
  private static final int HEADER = IndexHeader.BYTES;
  private static final int RECORD = IndexRecord.BYTES;
  private static final Path FOLDER = folder();

  private LogFuzz() {}

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("log-fuzz");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The first byte says how long the log is, the rest is its index. Of each record whose last byte
   * is odd the checksum is made right, or no fuzzer would come past it.
   */
  public static void segment(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    byte[] index = Arrays.copyOfRange(input, 1, input.length);
    for (int at = 0; at + RECORD <= index.length; at += RECORD) {
      if ((index[at + RECORD - 1] & 1) == 1) {
        var crc = new CRC32C();
        crc.update(index, at, RECORD - Integer.BYTES);
        ByteBuffer.wrap(index).putInt(at + RECORD - Integer.BYTES, (int) crc.getValue());
      }
    }
    var path = new SegmentPath(FOLDER, 0);
    Files.write(path.index(), index);
    Files.write(path.log(), new byte[input[0] & 0xff]);
    try {
      SegmentScan scan = SegmentScanner.scan(path);
      check(
          0 <= scan.recordedEnd()
              && scan.recordedEnd() <= scan.end()
              && scan.end() <= (input[0] & 0xff)
              && scan.indexEnd() <= index.length,
          "more than there is",
          scan);
      check(scan.micros() >= 0, "before its begin", scan);
      check(!scan.sealed() || scan.end() == (input[0] & 0xff), "sealed", scan);
      check(scan.epochStart().isPresent() || scan.indexEnd() < HEADER, "no header", scan);
    } finally {
      Files.delete(path.index());
      Files.delete(path.log());
    }
  }
}
