package dev.agentsessions.examples.kubernetes;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.examples.console.Arguments;
import dev.agentsessions.examples.console.AuthChoice;
import dev.agentsessions.examples.console.OptionValues;
import dev.agentsessions.examples.console.Refusal;
import dev.agentsessions.examples.console.StoreChoice;
import dev.agentsessions.examples.console.StoreOptions;
import dev.agentsessions.host.HostId;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the command line asks for. {@code help.txt} tells a person the same.
 *
 * @param port 0..65535; 0 takes a free one
 * @param data an absolute path, which need not exist yet
 */
record HostOptions(
    InetAddress bind,
    int port,
    Path data,
    StoreChoice store,
    HostId hostId,
    AuthChoice auth,
    ClusterOptions cluster) {
  private static final int USUAL_PORT = 8787;
  private static final Set<String> KNOWN =
      Stream.of(
              Set.of("--port", "--bind", "--data", "--host-id", "--auth"),
              StoreOptions.NAMES,
              ClusterOptions.NAMES)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  HostOptions {
    requireNonNull(bind, "bind");
    requireNonNull(data, "data");
    requireNonNull(store, "store");
    requireNonNull(hostId, "hostId");
    requireNonNull(auth, "auth");
    requireNonNull(cluster, "cluster");
  }

  /**
   * @throws Refusal naming everything that is wrong
   */
  static HostOptions of(List<String> commandLine) {
    var arguments = new Arguments(commandLine, KNOWN, ClusterOptions.FLAGS, Set.of());
    int port = arguments.get("--port", USUAL_PORT, OptionValues::port);
    var options =
        new HostOptions(
            arguments.get("--bind", OptionValues.address("127.0.0.1"), OptionValues::address),
            port,
            arguments.get("--data", OptionValues.usualData(), OptionValues::directory),
            StoreOptions.of(arguments),
            arguments.get("--host-id", new HostId("main"), OptionValues::hostId),
            arguments.get(
                "--auth",
                AuthChoice.SINGLE_USER,
                word -> OptionValues.choice(AuthChoice.values(), word)),
            ClusterOptions.of(arguments, port));
    if (options.auth() == AuthChoice.SINGLE_USER && !options.bind().isLoopbackAddress()) {
      arguments.problem(
          "--bind must be a loopback address such as 127.0.0.1, or --auth tokens be there");
    }
    if (!arguments.problems().isEmpty()) {
      throw new Refusal(arguments.problems());
    }
    return options;
  }
}
