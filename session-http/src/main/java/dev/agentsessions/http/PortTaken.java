package dev.agentsessions.http;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The address to listen on belongs to somebody else: a host says so and ends with status 2. */
public final class PortTaken extends RuntimeException {
  private static final long serialVersionUID = 1;

  PortTaken(InetSocketAddress address, @Nullable Throwable cause) {
    super(
        "cannot listen on "
            + address.getAddress().getHostAddress()
            + ":"
            + address.getPort()
            + (cause == null ? "" : ": " + cause.getMessage()),
        cause);
  }
}
