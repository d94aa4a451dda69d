package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Inject;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names by which this server may be called. A page of somebody else whose name was made to
 * point here (DNS rebinding) calls by a name that is not among them (T-04). Thread-safe.
 */
final class AllowedHosts {
  private static final int HTTP_PORT = 80;
  private static final Pattern LITERAL = Pattern.compile("([0-9.]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

  private final SessionHttpConfig config;
  private final boolean byAnyName;
  private volatile Set<String> authorities;

  @Inject
  AllowedHosts(SessionHttpConfig config) {
    this(config, false);
  }

  private AllowedHosts(SessionHttpConfig config, boolean byAnyName) {
    this.config = requireNonNull(config, "config");
    this.byAnyName = byAnyName;
    authorities = authorities(config.port());
  }

  /**
   * For a server that lets nobody in without a token in the request's head, which no browser has:
   * no page gets anywhere by whatever name.
   */
  static AllowedHosts any(SessionHttpConfig config) {
    return new AllowedHosts(config, true);
  }

  /** The port is known: 0 is nobody's. */
  void listeningOn(int port) {
    authorities = authorities(port);
  }

  /**
   * @param host as a Host header says it
   */
  boolean contains(String host) {
    String authority = host.toLowerCase(Locale.ROOT);
    return byAnyName || authorities.contains(authority) || isAnyOfOurs(authority);
  }

  /** Who listens everywhere does not know the addresses; no page's name points to a number. */
  private boolean isAnyOfOurs(String authority) {
    return config.bind().isAnyLocalAddress() && LITERAL.matcher(authority).matches();
  }

  private Set<String> authorities(int port) {
    Set<String> allowed = new HashSet<>();
    config.allowedHosts().forEach(host -> allowed.add(host.toLowerCase(Locale.ROOT)));
    config
        .advertised()
        .map(URI::getRawAuthority)
        .ifPresent(host -> allowed.add(host.toLowerCase(Locale.ROOT)));
    for (String name : List.of("localhost", "127.0.0.1", "[::1]", literal(config.bind()))) {
      allowed.add(name + ":" + port);
      if (port == HTTP_PORT) {
        allowed.add(name);
      }
    }
    return Set.copyOf(allowed);
  }

  private static String literal(InetAddress address) {
    return address instanceof Inet6Address
        ? "[" + address.getHostAddress() + "]"
        : address.getHostAddress();
  }
}
