package dev.agentsessions.http.internal;

/** What a frame is. */
enum OpCode {
  CONTINUATION(0x0),
  TEXT(0x1),
  BINARY(0x2),
  CLOSE(0x8),
  PING(0x9),
  PONG(0xa);

  private final int code;

  OpCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  boolean isControl() {
    return code >= CLOSE.code;
  }

  static OpCode of(int code) throws BrokenFrame {
    for (OpCode each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    throw new BrokenFrame(CloseCode.PROTOCOL_ERROR, "no frame has the code " + code);
  }
}
