package dev.agentsessions.http;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * @param advertised where the store's other hosts reach this server, see {@link #server}; absent:
 *     where it is bound, or by one of the machine's addresses when it is bound to all of them
 */
public record SessionHttpConfig(
    InetAddress bind, int port, Set<String> allowedHosts, Optional<URI> advertised) {
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
    advertised
        .filter(address -> !isServer(address))
        .ifPresent(address -> wrong.add("not the address of a server: " + address));
    if (port < 0 || port > MAX_PORT) {
      wrong.add("port must be within 0..65535, not " + port);
    }
    allowedHosts.stream()
        .filter(host -> !AUTHORITY.matcher(host).matches())
        .sorted()
        .forEach(host -> wrong.add("not a host name with or without a port: " + host));
    checkArgument(wrong.isEmpty(), "%s", String.join("; ", wrong));
  }

  /** Reached at its address, and by the loopback names, only. */
  public SessionHttpConfig(InetAddress bind, int port) {
    this(bind, port, Set.of(), Optional.empty());
  }

  /**
   * The address of a server as a person writes it, such as {@code http://10.0.0.5:8787}.
   *
   * @throws IllegalArgumentException with what it must be
   */
  public static URI server(String text) {
    try {
      URI address = new URI(text);
      if (isServer(address)) {
        return address;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new IllegalArgumentException("must be an address such as http://10.0.0.5:8787");
  }

  private static boolean isServer(URI address) {
    return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
        && address.getRawAuthority() != null
        && AUTHORITY.matcher(address.getRawAuthority()).matches()
        && ("".equals(address.getRawPath()) || "/".equals(address.getRawPath()))
        && address.getRawQuery() == null
        && address.getRawFragment() == null;
  }

  /** On 127.0.0.1, reached by the loopback names only. */
  public static SessionHttpConfig loopback(int port) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      return new SessionHttpConfig(loopback, port);
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }
}
