package dev.agentsessions.output;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/**
 * Bytes of one epoch.
 *
 * @param from offset of the first byte
 * @param bytes read-only, from position to limit
 * @param hasMore whether the log keeps something before {@code from}
 */
public record OutputRange(long from, ByteBuffer bytes, boolean hasMore) {
  public OutputRange {
    checkArgument(from >= 0, "an offset is not negative: %s", from);
    requireNonNull(bytes, "bytes");
  }

  /** Offset of the byte after the last. */
  public long end() {
    return from + bytes.remaining();
  }
}
