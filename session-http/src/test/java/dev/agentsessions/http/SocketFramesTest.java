package dev.agentsessions.http;

import static dev.agentsessions.http.SocketFrames.Doing.NOTHING;
import static dev.agentsessions.http.SocketFrames.Doing.SAYING;
import static dev.agentsessions.http.SocketFrames.Doing.TYPING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.http.SocketFrames.Doing;
import dev.agentsessions.http.internal.ClientFrames;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketFramesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
  @DisplayName("L-04 what is typed is told from what is said and from what keeps a socket open")
  void whatFramesAreFor(int length) {
    var frames = new SocketFrames();

    assertThat(frames.take(frame(TestSocket.PONG, Math.min(length, 125)))).isEqualTo(NOTHING);
    assertThat(frames.take(frame(TestSocket.TEXT, length))).isEqualTo(SAYING);
    assertThat(frames.take(frame(TestSocket.BINARY, length))).isEqualTo(TYPING);
    assertThat(frames.take(frame(TestSocket.PING, 0))).isEqualTo(NOTHING);
    assertThat(frames.take(frame(0, length))).as("goes on with the last").isEqualTo(TYPING);
    assertThat(frames.take(frame(TestSocket.CLOSE, 2))).isEqualTo(NOTHING);
  }

  @Test
  @DisplayName("L-04 frames are told apart however they are cut")
  void however() {
    var all = new ByteArrayOutputStream();
    for (int opCode : List.of(TestSocket.PONG, TestSocket.TEXT, TestSocket.PONG)) {
      all.writeBytes(frame(opCode, 100));
    }
    all.writeBytes(frame(TestSocket.BINARY, 300));
    all.writeBytes(frame(TestSocket.PONG, 100));
    for (int cut = 1; cut < all.size(); cut++) {
      var frames = new SocketFrames();
      Doing first = frames.take(Arrays.copyOf(all.toByteArray(), cut));
      Doing second = frames.take(Arrays.copyOfRange(all.toByteArray(), cut, all.size()));

      assertThat(List.of(first, second)).as("cut at %s", cut).contains(TYPING);
      assertThat(frames.take(frame(TestSocket.PONG, 1))).as("cut at %s", cut).isEqualTo(NOTHING);
    }
  }

  @Test
  void nonsenseDoesNoHarm() {
    byte[] nonsense = new byte[1000];
    Arrays.fill(nonsense, (byte) 0xff);

    assertThat(new SocketFrames().take(nonsense)).isEqualTo(NOTHING);
  }

  private static byte[] frame(int opCode, int length) {
    return ClientFrames.frame(opCode, new byte[length]);
  }
}
