package dev.agentsessions.http.internal;

import static java.util.Objects.requireNonNull;

/** The other side does not speak the protocol; the connection closes with a code. */
public final class BrokenFrame extends Exception {
  private static final long serialVersionUID = 1;
  private final CloseCode code;
  private final String reason;

  BrokenFrame(CloseCode code, String reason) {
    super(reason);
    this.code = requireNonNull(code, "code");
    this.reason = reason;
  }

  public CloseCode code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
