package dev.agentsessions.http.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameWriterTest {
  private final Sent sent = new Sent();
  private final FrameWriter frames = new FrameWriter(sent);

  @ParameterizedTest
  @ValueSource(ints = {0, 125, 126, 4_096, 65_535})
  void aBinaryFrameIsOneWriteWhateverItsLength(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    frames.grow();

    frames.payload().put(bytes);
    frames.sendBinary(length);

    assertThat(sent.writes).isEqualTo(1);
    assertThat(sent.bytes()).startsWith(header(length)).endsWith(bytes);
    assertThat(sent.bytes()).hasSize(header(length).length + length);
  }

  @Test
  void otherFramesAreAsTheProtocolWritesThem() {
    frames.sendText("hello");
    frames.ping();
    frames.pong(new byte[] {7});
    frames.close(CloseCode.RESTARTED, "again");

    assertThat(HexFormat.of().formatHex(sent.bytes()))
        .isEqualTo("810568656c6c6f" + "8900" + "8a0107" + "8807" + "0fa1" + "616761696e");
  }

  @Test
  void aTextThatNeedsALargerBufferGetsOne() {
    String text = "x".repeat(10_000);

    frames.sendText(text);

    assertThat(sent.bytes()).endsWith(text.getBytes(UTF_8));
    assertThat(frames.isLarge()).isTrue();
  }

  @Test
  void aReasonIsCutToWhatACloseCanSay() {
    frames.close(CloseCode.FAULT, "y".repeat(200));

    assertThat(sent.bytes()).hasSize(2 + 125);
  }

  private static byte[] header(int length) {
    return length <= 125
        ? new byte[] {(byte) 0x82, (byte) length}
        : new byte[] {(byte) 0x82, 126, (byte) (length >>> 8), (byte) length};
  }

  /** A connection that keeps what is sent. */
  private static final class Sent implements DataWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int writes;

    byte[] bytes() {
      return out.toByteArray();
    }

    @Override
    public void writeNow(BufferData buffer) {
      writes++;
      buffer.writeTo(out);
    }

    @Override
    public void writeNow(BufferData... buffers) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(BufferData... buffers) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(BufferData buffer) {
      throw new UnsupportedOperationException();
    }
  }
}
