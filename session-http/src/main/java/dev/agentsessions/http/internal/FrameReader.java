package dev.agentsessions.http.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.helidon.common.buffers.DataReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Reads what a client sends: masked frames of at most {@value #MAX_FRAME} bytes, in messages of at
 * most {@value #MAX_MESSAGE}. For one thread.
 */
public final class FrameReader {
  public static final int MAX_FRAME = 64 << 10;
  public static final int MAX_MESSAGE = 1 << 20;

  private static final int FIN = 0x80;
  private static final int RESERVED = 0x70;
  private static final int MASKED = 0x80;
  private static final int MAX_CONTROL = 125;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;

  private final DataReader in;
  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);
  private OpCode begun = OpCode.CONTINUATION; // that of the message whose fragments these are

  public FrameReader(DataReader in) {
    this.in = requireNonNull(in, "in");
  }

  /**
   * Waits for the next message.
   *
   * @throws BrokenFrame if this is not the protocol, or too big
   * @throws DataReader.InsufficientDataAvailableException if the other side is gone
   */
  public Message read() throws BrokenFrame {
    while (true) {
      int first = in.read() & 0xff;
      check((first & RESERVED) == 0, "no extension was agreed on");
      OpCode opCode = OpCode.of(first & 0x0f);
      boolean last = (first & FIN) != 0;
      byte[] payload = payload(opCode);
      if (opCode.isControl()) {
        check(last, "a control frame is in pieces");
        return control(opCode, payload);
      }
      check(
          (opCode == OpCode.CONTINUATION) != (begun == OpCode.CONTINUATION),
          "a message begins inside of another, or not at all");
      if (last && opCode != OpCode.CONTINUATION) {
        return data(opCode, payload);
      }
      collect(opCode, payload);
      if (last) {
        return collected();
      }
    }
  }

  private byte[] payload(OpCode opCode) throws BrokenFrame {
    int second = in.read() & 0xff;
    check((second & MASKED) != 0, "a client masks its frames");
    long length = length(second & ~MASKED);
    if (opCode.isControl()) {
      check(length >= 0 && length <= MAX_CONTROL, "a control frame is too long");
    } else if (length < 0 || length > MAX_FRAME) {
      throw new BrokenFrame(CloseCode.TOO_BIG, "a frame has at most " + MAX_FRAME + " bytes");
    }
    byte[] mask = in.readBytes(4);
    // Asked for no bytes, it would wait for one.
    byte[] payload = length == 0 ? new byte[0] : in.readBytes((int) length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return payload;
  }

  private long length(int coded) {
    return switch (coded) {
      case LENGTH_16 -> ByteBuffer.wrap(in.readBytes(2)).getShort() & 0xffff;
      case LENGTH_64 -> ByteBuffer.wrap(in.readBytes(8)).getLong();
      default -> coded;
    };
  }

  private void collect(OpCode opCode, byte[] payload) throws BrokenFrame {
    if (opCode != OpCode.CONTINUATION) {
      begun = opCode;
    }
    if (fragments.size() + payload.length > MAX_MESSAGE) {
      throw new BrokenFrame(CloseCode.TOO_BIG, "a message has at most " + MAX_MESSAGE + " bytes");
    }
    fragments.writeBytes(payload);
  }

  private Message collected() throws BrokenFrame {
    OpCode opCode = begun;
    byte[] bytes = fragments.toByteArray();
    begun = OpCode.CONTINUATION;
    fragments.reset();
    return data(opCode, bytes);
  }

  private static Message data(OpCode opCode, byte[] bytes) throws BrokenFrame {
    return opCode == OpCode.TEXT ? new Message.Text(text(bytes)) : new Message.Binary(bytes);
  }

  private static Message control(OpCode opCode, byte[] payload) throws BrokenFrame {
    return switch (opCode) {
      case PING -> new Message.Ping(payload);
      case PONG -> new Message.Pong();
      case CLOSE -> {
        check(payload.length != 1, "half a close code");
        yield new Message.Close();
      }
      case CONTINUATION, TEXT, BINARY -> throw new AssertionError("not a control frame: " + opCode);
    };
  }

  private static String text(byte[] bytes) throws BrokenFrame {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BrokenFrame(CloseCode.NOT_UTF_8, "a text message is not UTF-8");
    }
  }

  private static void check(boolean holds, String otherwise) throws BrokenFrame {
    if (!holds) {
      throw new BrokenFrame(CloseCode.PROTOCOL_ERROR, otherwise);
    }
  }
}
