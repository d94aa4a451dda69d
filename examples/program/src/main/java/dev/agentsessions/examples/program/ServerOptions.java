package dev.agentsessions.examples.program;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.SessionHttpConfig;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * The part of the command line that says where a host serves, and whom.
 *
 * @param port 0..65535; 0 takes a free one
 * @param advertised where other hosts reach this one
 */
public record ServerOptions(InetAddress bind, int port, Optional<URI> advertised, AuthChoice auth) {
  private static final String PORT = "--port";
  private static final String BIND = "--bind";
  private static final String ADVERTISE = "--advertise";
  private static final String AUTH = "--auth";
  private static final int USUAL_PORT = 8787;
  private static final int MAX_PORT = 65_535;

  public static final Set<String> NAMES = Set.of(PORT, BIND, ADVERTISE, AUTH);

  public ServerOptions {
    requireNonNull(bind, "bind");
    requireNonNull(advertised, "advertised");
    requireNonNull(auth, "auth");
  }

  /** What is wrong is one of the arguments' problems, and is as if it were not there. */
  public static ServerOptions of(Arguments arguments) {
    var options =
        new ServerOptions(
            arguments.get(BIND, address("127.0.0.1"), ServerOptions::address),
            arguments.get(PORT, USUAL_PORT, ServerOptions::port),
            arguments.getAll(ADVERTISE, SessionHttpConfig::server).stream().findFirst(),
            arguments.get(
                AUTH, AuthChoice.SINGLE_USER, word -> Words.choice(AuthChoice.values(), word)));
    if (options.auth() == AuthChoice.SINGLE_USER && !options.bind().isLoopbackAddress()) {
      arguments.problem(
          "--bind must be a loopback address such as 127.0.0.1, or --auth tokens be there");
    }
    return options;
  }

  /** A server that is reached under these names too. */
  public SessionHttpConfig serving(Set<String> hosts) {
    return new SessionHttpConfig(bind, port, hosts, advertised);
  }

  private static int port(String text) {
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MAX_PORT) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException("must be a number within 0..65535");
  }

  /** Names are not looked up: what they mean could change. */
  private static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text.equals("localhost") ? "127.0.0.1" : text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be an address such as 127.0.0.1", e);
    }
  }
}
