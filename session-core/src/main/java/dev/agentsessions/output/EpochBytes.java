package dev.agentsessions.output;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of one epoch, in chunks that are filled once and never change, so that what {@link
 * #slices} answers may be read without a lock. All else is guarded by the lock of its {@link
 * WorkerOutput}.
 */
final class EpochBytes {
  /** The largest chunk; small ones first, since most workers print little. */
  static final int MAX_CHUNK = 64 * 1024;

  private static final int FIRST_CHUNK = 1024;

  private final TreeMap<Long, byte[]> chunks = new TreeMap<>(); // by the offset of the first byte
  private long base;
  private long end;
  private boolean open = true;

  OutputBounds bounds(long epoch) {
    return new OutputBounds(epoch, base, end, open);
  }

  long base() {
    return base;
  }

  long end() {
    return end;
  }

  boolean isOpen() {
    return open;
  }

  void setOpen(boolean open) {
    this.open = open;
  }

  /**
   * Takes as many bytes as fit into one chunk.
   *
   * @return how many
   */
  int append(ByteBuffer bytes) {
    Map.Entry<Long, byte[]> last = chunks.lastEntry();
    if (last == null || last.getKey() + last.getValue().length == end) {
      int size = last == null ? FIRST_CHUNK : Math.min(2 * last.getValue().length, MAX_CHUNK);
      last = Map.entry(end, new byte[size]);
      chunks.put(last.getKey(), last.getValue());
    }
    int at = (int) (end - last.getKey());
    int length = Math.min(bytes.remaining(), last.getValue().length - at);
    bytes.get(last.getValue(), at, length);
    end += length;
    return length;
  }

  /** Forgets the oldest chunk, unless it is still being filled. */
  boolean dropOldest() {
    if (chunks.size() < 2 && open) {
      return false;
    }
    chunks.pollFirstEntry();
    base = chunks.isEmpty() ? end : chunks.firstKey();
    return true;
  }

  /** Views of the bytes from an offset to another, both within what is kept. */
  List<ByteBuffer> slices(long from, long until) {
    List<ByteBuffer> slices = new ArrayList<>();
    long at = from;
    while (at < until) {
      Map.Entry<Long, byte[]> chunk = chunks.floorEntry(at);
      int start = (int) (at - chunk.getKey());
      int length = (int) Math.min(until - at, chunk.getValue().length - start);
      slices.add(ByteBuffer.wrap(chunk.getValue(), start, length));
      at += length;
    }
    return slices;
  }
}
