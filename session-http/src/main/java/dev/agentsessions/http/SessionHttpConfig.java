package dev.agentsessions.http;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where to listen, and by which names callers may reach it.
 *
 * @param bind a loopback address where callers need no credentials
 * @param port 0..65535; 0 takes a free one
 * @param allowedHosts what a Host header may say besides the loopback names with the port, such as
 *     {@code sessions.example.org} or {@code example.org:8443}: the names that a proxy in front
 *     goes by
 */
public record SessionHttpConfig(InetAddress bind, int port, Set<String> allowedHosts) {
  private static final int MAX_PORT = 65_535;
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

  /**
   * @throws IllegalArgumentException naming everything that is wrong
   */
  public SessionHttpConfig {
    allowedHosts = Set.copyOf(allowedHosts);
    List<String> wrong = new ArrayList<>();
    requireNonNull(bind, "bind");
    if (port < 0 || port > MAX_PORT) {
      wrong.add("port must be within 0..65535, not " + port);
    }
    allowedHosts.stream()
        .filter(host -> !AUTHORITY.matcher(host).matches())
        .sorted()
        .forEach(host -> wrong.add("not a host name with or without a port: " + host));
    checkArgument(wrong.isEmpty(), "%s", String.join("; ", wrong));
  }

  /** On 127.0.0.1, reached by the loopback names only. */
  public static SessionHttpConfig loopback(int port) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      return new SessionHttpConfig(loopback, port, Set.of());
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }
}
