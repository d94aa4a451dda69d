package dev.agentsessions.http.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Frames as clients write them, and as they should not. */
public final class ClientFrames {
  private static final byte[] MASK = {1, 2, 3, 4};

  private ClientFrames() {}

  /** A final, masked frame. */
  public static byte[] frame(int opCode, byte[] payload) {
    return frame(0x80 | opCode, true, payload);
  }

  /**
   * @param first the frame's first byte
   */
  public static byte[] frame(int first, boolean masked, byte[] payload) {
    var frame = new ByteArrayOutputStream();
    frame.write(first);
    int mask = masked ? 0x80 : 0;
    if (payload.length < 126) {
      frame.write(mask | payload.length);
    } else if (payload.length < 1 << 16) {
      frame.write(mask | 126);
      frame.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      frame.write(mask | 127);
      frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    if (masked) {
      frame.writeBytes(MASK);
    }
    for (int i = 0; i < payload.length; i++) {
      frame.write(masked ? payload[i] ^ MASK[i & 3] : payload[i]);
    }
    return frame.toByteArray();
  }
}
