package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.OutputStream;
import java.time.Duration;

/**
 * Gathers what is written and sends it in pieces, as chunks where the length was not told. A client
 * that does not read holds up only this thread, and not for long.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#name-chunked-transfer-coding">RFC 9112</a>
 */
final class Pieces extends OutputStream {
  private static final int SIZE = 64 << 10;
  private static final byte[] LINE_END = {'\r', '\n'};

  private final Wire wire;
  private final Lifeline lifeline;
  private final Duration stall;
  private final boolean chunked;
  private final byte[] piece = new byte[SIZE];
  private int length;

  Pieces(Wire wire, Lifeline lifeline, Duration stall, boolean chunked) {
    this.wire = wire;
    this.lifeline = lifeline;
    this.stall = stall;
    this.chunked = chunked;
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    int done = 0;
    while (done < count) {
      int room = Math.min(SIZE - length, count - done);
      System.arraycopy(bytes, offset + done, piece, length, room);
      length += room;
      done += room;
      if (length == SIZE) {
        send();
      }
    }
  }

  /** That was all. */
  void finish() {
    send();
    if (chunked) {
      emit("0\r\n\r\n".getBytes(US_ASCII));
    }
  }

  private void send() {
    if (length == 0) {
      return; // an empty chunk would be the last one
    }
    if (chunked) {
      emit((Integer.toHexString(length) + "\r\n").getBytes(US_ASCII));
    }
    wire.emit(piece, 0, length, lifeline, stall);
    if (chunked) {
      emit(LINE_END);
    }
    length = 0;
  }

  private void emit(byte[] bytes) {
    wire.emit(bytes, 0, bytes.length, lifeline, stall);
  }
}
