package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.internal.CloseCode;
import dev.agentsessions.http.internal.FrameWriter;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The frames to one client, each of which must get through within a time, or the connection is cut.
 * For the writer's thread.
 */
final class TimedFrames {
  private final FrameWriter frames;
  private final Lifeline lifeline;
  private final Patience patience;

  TimedFrames(FrameWriter frames, Lifeline lifeline, Patience patience) {
    this.frames = requireNonNull(frames, "frames");
    this.lifeline = requireNonNull(lifeline, "lifeline");
    this.patience = requireNonNull(patience, "patience");
  }

  /** See {@link FrameWriter#payload}. */
  ByteBuffer payload() {
    return frames.payload();
  }

  void grow() {
    frames.grow();
  }

  void shrink() {
    frames.shrink();
  }

  boolean isLarge() {
    return frames.isLarge();
  }

  /** Has the writer's wait end after this long, and a little more. */
  void wakeIn(Duration time) {
    lifeline.wakeIn(time);
  }

  void binary(int length) {
    lifeline.allow(patience.stall());
    frames.sendBinary(length);
    lifeline.free();
  }

  void say(String text) {
    lifeline.allow(patience.stall());
    frames.sendText(text);
    lifeline.free();
  }

  void ping() {
    lifeline.allow(patience.stall());
    frames.ping();
    lifeline.free();
  }

  void pong(byte[] payload) {
    lifeline.allow(patience.stall());
    frames.pong(payload);
    lifeline.free();
  }

  /** The last frame; the client has a moment to answer it. */
  void close(CloseCode code, String reason) {
    lifeline.allow(patience.goodbye());
    frames.close(code, reason);
    lifeline.allow(patience.goodbye());
  }
}
