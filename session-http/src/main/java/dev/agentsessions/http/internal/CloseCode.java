package dev.agentsessions.http.internal;

/**
 * Why a socket closes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1">RFC 6455, 7.4.1</a>
 */
public enum CloseCode {
  FINAL(1000),
  GOING_AWAY(1001),
  PROTOCOL_ERROR(1002),
  NOT_UTF_8(1007),
  TOO_BIG(1009),
  FAULT(1011),
  /** The worker prints in a new epoch: attach again. */
  RESTARTED(4001),
  /** What the socket was about is gone. */
  GONE(4004),
  POLICY(4008);

  private final int code;

  CloseCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
