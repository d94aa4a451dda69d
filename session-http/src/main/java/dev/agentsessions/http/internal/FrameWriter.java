package dev.agentsessions.http.internal;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.nio.ByteBuffer;

/**
 * Writes frames of at most {@value #MAX_PAYLOAD} bytes. A binary payload is put straight into the
 * buffer that goes to the socket, its header in front of it, so that a frame is one write and no
 * copy. Every method blocks while the other side does not read. For one thread.
 */
public final class FrameWriter {
  /** What a 16 bit length says. */
  public static final int MAX_PAYLOAD = 65_535;

  private static final int HEADER = 4;
  private static final int SMALL = 4 << 10;
  private static final int SHORT = 125;
  private static final int FIN = 0x80;
  private static final int LENGTH_16 = 126;

  private final DataWriter out;
  private byte[] frame = new byte[HEADER + SMALL];

  public FrameWriter(DataWriter out) {
    this.out = requireNonNull(out, "out");
  }

  /**
   * Where the next binary payload goes. Fill it from the front, then {@link #sendBinary}.
   *
   * @return valid until the next call of another method
   */
  public ByteBuffer payload() {
    return ByteBuffer.wrap(frame, HEADER, frame.length - HEADER).slice();
  }

  /** Takes the largest buffer there is, for as long as there is much to send. */
  public void grow() {
    if (frame.length < HEADER + MAX_PAYLOAD) {
      frame = new byte[HEADER + MAX_PAYLOAD];
    }
  }

  /** Whether it has more than what a quiet terminal needs. */
  public boolean isLarge() {
    return frame.length > HEADER + SMALL;
  }

  /** Gives the large buffer back: a viewer that waits holds next to nothing. */
  public void shrink() {
    if (isLarge()) {
      frame = new byte[HEADER + SMALL];
    }
  }

  /** Sends the first bytes of {@link #payload}. */
  public void sendBinary(int length) {
    send(OpCode.BINARY, length);
  }

  /**
   * @param text at most {@value #MAX_PAYLOAD} bytes in UTF-8
   */
  public void sendText(String text) {
    send(OpCode.TEXT, text.getBytes(UTF_8));
  }

  public void ping() {
    send(OpCode.PING, new byte[0]);
  }

  public void pong(byte[] payload) {
    send(OpCode.PONG, payload);
  }

  /** The last frame. */
  public void close(CloseCode code, String reason) {
    byte[] text = reason.getBytes(UTF_8);
    ByteBuffer payload = ByteBuffer.allocate(2 + Math.min(text.length, SHORT - 2));
    payload.putShort((short) code.code()).put(text, 0, payload.remaining());
    send(OpCode.CLOSE, payload.array());
  }

  private void send(OpCode opCode, byte[] payload) {
    checkArgument(payload.length <= MAX_PAYLOAD, "too long for a frame: %s", payload.length);
    if (payload.length > frame.length - HEADER) {
      grow();
    }
    System.arraycopy(payload, 0, frame, HEADER, payload.length);
    send(opCode, payload.length);
  }

  /** The header ends where the payload begins, so a short one does not begin at 0. */
  private void send(OpCode opCode, int length) {
    int start;
    if (length <= SHORT) {
      start = HEADER - 2;
      frame[start + 1] = (byte) length;
    } else {
      start = HEADER - 4;
      frame[start + 1] = LENGTH_16;
      frame[start + 2] = (byte) (length >>> 8);
      frame[start + 3] = (byte) length;
    }
    frame[start] = (byte) (FIN | opCode.code());
    out.writeNow(BufferData.createReadOnly(frame, start, HEADER - start + length));
  }
}
