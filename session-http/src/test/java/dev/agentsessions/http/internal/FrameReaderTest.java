package dev.agentsessions.http.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.helidon.common.buffers.DataReader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
  void aFrameOfAnyLengthIsAMessage(int length) throws BrokenFrame {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);

    Message message = reader(ClientFrames.frame(BINARY, bytes)).read();

    assertThat(message)
        .asInstanceOf(type(Message.Binary.class))
        .satisfies(binary -> assertThat(binary.bytes()).isEqualTo(bytes));
  }

  @RepeatedTest(50)
  void piecesOfAMessageAreOneMessageHoweverTheyArrive(RepetitionInfo run) throws BrokenFrame {
    var random = new Random(run.getCurrentRepetition());
    byte[] bytes = new byte[random.nextInt(100_000)];
    random.nextBytes(bytes);

    FrameReader reader = reader(random, inPieces(random, bytes));

    assertThat(nextBinary(reader)).isEqualTo(bytes);
  }

  @Test
  void aPingMayComeInsideOfAMessage() throws BrokenFrame {
    FrameReader reader =
        reader(
            concat(
                ClientFrames.frame(TEXT, true, utf8("hel")),
                ClientFrames.frame(PING, utf8("there?")),
                ClientFrames.frame(0x80, true, utf8("lo"))));

    assertThat(reader.read())
        .asInstanceOf(type(Message.Ping.class))
        .satisfies(ping -> assertThat(ping.payload()).isEqualTo(utf8("there?")));
    assertThat(reader.read()).isEqualTo(new Message.Text("hello"));
  }

  @Test
  void whatIsNotTheProtocolIsRefusedWithItsCode() {
    assertBroken(CloseCode.PROTOCOL_ERROR, ClientFrames.frame(0x82, false, utf8("not masked")));
    assertBroken(CloseCode.PROTOCOL_ERROR, ClientFrames.frame(0xc2, true, utf8("reserved bit")));
    assertBroken(CloseCode.PROTOCOL_ERROR, ClientFrames.frame(3, utf8("no such code")));
    assertBroken(CloseCode.PROTOCOL_ERROR, ClientFrames.frame(0, utf8("continues nothing")));
    assertBroken(CloseCode.PROTOCOL_ERROR, ClientFrames.frame(PING, true, utf8("in pieces")));
    assertBroken(CloseCode.PROTOCOL_ERROR, ClientFrames.frame(PING, new byte[126]));
    assertBroken(CloseCode.PROTOCOL_ERROR, ClientFrames.frame(CLOSE, new byte[1]));
    assertBroken(
        CloseCode.PROTOCOL_ERROR,
        concat(ClientFrames.frame(TEXT, true, utf8("a")), ClientFrames.frame(TEXT, utf8("b"))));
    assertBroken(CloseCode.NOT_UTF_8, ClientFrames.frame(TEXT, new byte[] {(byte) 0xff}));
    assertBroken(
        CloseCode.TOO_BIG, ClientFrames.frame(BINARY, new byte[FrameReader.MAX_FRAME + 1]));
  }

  @Test
  void aLengthThatNobodyHasIsRefusedBeforeItIsBelieved() {
    byte[] huge = {(byte) 0x82, (byte) 0xff, 127, -1, -1, -1, -1, -1, -1, -1};
    byte[] negative = {(byte) 0x82, (byte) 0xff, -1, -1, -1, -1, -1, -1, -1, -1};

    assertBroken(CloseCode.TOO_BIG, huge);
    assertBroken(CloseCode.TOO_BIG, negative);
    negative[0] = (byte) (0x80 | PING);
    assertBroken(CloseCode.PROTOCOL_ERROR, negative);
  }

  @Test
  void aMessageHasAtMostOneMebibyte() throws BrokenFrame {
    var pieces = new ByteArrayOutputStream();
    pieces.writeBytes(ClientFrames.frame(BINARY, true, new byte[FrameReader.MAX_FRAME]));
    for (int i = 1; i < 16; i++) {
      pieces.writeBytes(ClientFrames.frame(0, true, new byte[FrameReader.MAX_FRAME]));
    }

    assertThat(nextBinary(reader(concat(pieces.toByteArray(), ClientFrames.frame(0, new byte[0])))))
        .hasSize(FrameReader.MAX_MESSAGE);
    assertBroken(
        CloseCode.TOO_BIG, concat(pieces.toByteArray(), ClientFrames.frame(0, new byte[1])));
  }

  @RepeatedTest(300)
  void anyBytesAreAMessageOrRefusedOrNotEnough(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    byte[] bytes = new byte[random.nextInt(2_000)];
    random.nextBytes(bytes);
    if (bytes.length > 1 && random.nextBoolean()) {
      bytes[0] = (byte) (0x80 | random.nextInt(11));
      bytes[1] |= (byte) 0x80;
    }
    FrameReader reader = reader(random, bytes);

    assertThatThrownBy(
            () -> {
              while (true) {
                reader.read();
              }
            })
        .as("seed %s", run.getCurrentRepetition())
        .isInstanceOfAny(BrokenFrame.class, DataReader.InsufficientDataAvailableException.class);
  }

  private static void assertBroken(CloseCode code, byte[] bytes) {
    FrameReader reader = reader(bytes);
    assertThatThrownBy(reader::read)
        .asInstanceOf(type(BrokenFrame.class))
        .extracting(BrokenFrame::code)
        .isEqualTo(code);
  }

  private static byte[] nextBinary(FrameReader reader) throws BrokenFrame {
    return ((Message.Binary) reader.read()).bytes();
  }

  private static byte[] inPieces(Random random, byte[] bytes) {
    var frames = new ByteArrayOutputStream();
    int from = 0;
    int opCode = BINARY;
    while (true) {
      int to = Math.min(bytes.length, from + random.nextInt(FrameReader.MAX_FRAME));
      boolean last = to == bytes.length;
      byte[] piece = Arrays.copyOfRange(bytes, from, to);
      frames.writeBytes(ClientFrames.frame((last ? 0x80 : 0) | opCode, true, piece));
      if (last) {
        return frames.toByteArray();
      }
      from = to;
      opCode = 0;
    }
  }

  private static FrameReader reader(byte[] bytes) {
    return reader(new Random(1), bytes);
  }

  /** The bytes arrive in pieces, and then the other side is gone. */
  private static FrameReader reader(Random random, byte[] bytes) {
    Deque<byte[]> arriving = new ArrayDeque<>();
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(8_192));
      arriving.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return new FrameReader(new DataReader(arriving::poll));
  }

  private static byte[] concat(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
