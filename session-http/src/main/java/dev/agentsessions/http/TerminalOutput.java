package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputCursor;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.worker.WorkerRef;
import java.nio.ByteBuffer;

/**
 * Follows one epoch of a log into frames: 8 bytes of offset, then output, each frame beginning
 * where the one before ended. Bytes go from the log into the frame and from there to the socket.
 * For the writer's thread.
 */
final class TerminalOutput {
  private final Viewer viewer;
  private final OutputLog log;
  private final WorkerRef worker;
  private final long epoch;
  private final TimedFrames frames;
  private long offset;
  private long end;

  TerminalOutput(Viewer viewer, TerminalPlace place, TimedFrames frames) {
    this.viewer = requireNonNull(viewer, "viewer");
    this.log = viewer.attachment().output();
    this.worker = viewer.attachment().ref();
    this.epoch = place.bounds().epoch();
    this.frames = requireNonNull(frames, "frames");
    this.offset = place.from();
    this.end = place.bounds().end();
  }

  long epoch() {
    return epoch;
  }

  /** Of the next byte to send. */
  long offset() {
    return offset;
  }

  OutputCursor cursor() {
    return new OutputCursor(worker, epoch, offset);
  }

  /**
   * What is kept of the epoch now. Of one that is kept no more: nothing, up to its last known end.
   */
  OutputBounds bounds() {
    OutputBounds now = log.bounds(worker, epoch);
    end = Math.max(end, Math.max(offset, now.end()));
    return now.end() < end ? new OutputBounds(epoch, end, end, false) : now;
  }

  /** Whether the worker has begun to print in this epoch, or a later one. */
  boolean isOpened() {
    return newestEpoch() >= epoch;
  }

  long newestEpoch() {
    return log.bounds(worker).epoch();
  }

  /**
   * Sends one frame of what is there, as full as that makes it. Several appends share a frame, and
   * a client that is far behind gets large ones.
   *
   * @param most bytes of output, above zero
   * @return whether there was anything to send
   */
  boolean send(long most) {
    ByteBuffer payload = frames.payload();
    payload.limit((int) Math.min(payload.limit(), Long.BYTES + most));
    payload.putLong(offset);
    int read;
    do {
      read = log.read(new OutputCursor(worker, epoch, offset + output(payload)), payload);
    } while (read > 0 && payload.hasRemaining());
    int output = output(payload);
    if (output == 0) {
      return false;
    }
    offset += output;
    // Said before it is sent: the client may acknowledge it before the write returns.
    viewer.sent(offset);
    frames.binary(payload.position());
    viewer.count(output);
    if (!payload.hasRemaining()) {
      frames.grow();
    }
    return true;
  }

  /** Goes on at a later byte: those between are no longer kept. */
  void skipTo(long later) {
    offset = later;
    viewer.sent(later);
  }

  private static int output(ByteBuffer payload) {
    return payload.position() - Long.BYTES;
  }
}
