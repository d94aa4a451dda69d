package dev.agentsessions.examples.console;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.github.GitHubConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.http.SessionHttpConfig;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the command line asks for. {@code help.txt} tells a person the same.
 *
 * @param port 0..65535; 0 takes a free one
 * @param advertised where other hosts reach this one
 * @param data an absolute path, which need not exist yet
 * @param agents ids unique
 * @param secretKey a file that holds the key for secrets, absolute; absent: the data directory's
 * @param imported a file to import before the host is ready, absolute
 * @param gitHub the app by which repositories are reached
 */
record ConsoleOptions(
    InetAddress bind,
    int port,
    Optional<URI> advertised,
    Path data,
    StoreChoice store,
    HostId hostId,
    AuthChoice auth,
    RuntimeChoice runtime,
    List<Agent> agents,
    GitOptions git,
    Optional<Path> imported,
    Optional<Path> secretKey,
    Optional<GitHubConfig> gitHub) {
  private static final int USUAL_PORT = 8787;
  private static final Set<String> KNOWN =
      Stream.of(
              Set.of(
                  "--port",
                  "--bind",
                  "--advertise",
                  "--data",
                  "--host-id",
                  "--auth",
                  "--runtime",
                  "--agent",
                  "--import",
                  "--secret-key-file"),
              StoreOptions.NAMES,
              GitOptions.NAMES,
              GitHubOptions.NAMES)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> REPEATABLE = Set.of("--agent");

  ConsoleOptions {
    requireNonNull(bind, "bind");
    requireNonNull(advertised, "advertised");
    requireNonNull(data, "data");
    requireNonNull(store, "store");
    requireNonNull(hostId, "hostId");
    requireNonNull(auth, "auth");
    requireNonNull(runtime, "runtime");
    agents = List.copyOf(agents);
    requireNonNull(git, "git");
    requireNonNull(imported, "imported");
    requireNonNull(secretKey, "secretKey");
    requireNonNull(gitHub, "gitHub");
  }

  /**
   * @throws Refusal naming everything that is wrong
   */
  static ConsoleOptions of(List<String> commandLine) {
    var arguments = new Arguments(commandLine, KNOWN, GitOptions.FLAGS, REPEATABLE);
    var options =
        new ConsoleOptions(
            arguments.get("--bind", OptionValues.address("127.0.0.1"), OptionValues::address),
            arguments.get("--port", USUAL_PORT, OptionValues::port),
            arguments.getAll("--advertise", SessionHttpConfig::server).stream().findFirst(),
            arguments.get("--data", OptionValues.usualData(), OptionValues::directory),
            StoreOptions.of(arguments),
            arguments.get("--host-id", new HostId("main"), OptionValues::hostId),
            arguments.get(
                "--auth",
                AuthChoice.SINGLE_USER,
                word -> OptionValues.choice(AuthChoice.values(), word)),
            arguments.get(
                "--runtime",
                RuntimeChoice.LOCAL,
                word -> OptionValues.choice(RuntimeChoice.values(), word)),
            agents(arguments),
            GitOptions.of(arguments),
            OptionValues.file(arguments, "--import"),
            OptionValues.file(arguments, "--secret-key-file"),
            GitHubOptions.of(arguments));
    if (options.auth() == AuthChoice.SINGLE_USER && !options.bind().isLoopbackAddress()) {
      arguments.problem(
          "--bind must be a loopback address such as 127.0.0.1, or --auth tokens be there");
    }
    if (!arguments.problems().isEmpty()) {
      throw new Refusal(arguments.problems());
    }
    return options;
  }

  private static List<Agent> agents(Arguments arguments) {
    List<Agent> agents = arguments.getAll("--agent", ConsoleOptions::agent);
    Set<AgentId> ids = new HashSet<>();
    agents.stream()
        .map(Agent::id)
        .filter(id -> !ids.add(id))
        .distinct()
        .forEach(id -> arguments.problem("--agent " + id + " is there twice"));
    return agents;
  }

  /** Its id is its name, too. */
  private static Agent agent(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("must be ID=COMMAND, such as claude=claude");
    }
    String id = text.substring(0, equals);
    try {
      return new Agent(new AgentId(id), id, CommandWords.of(text.substring(equals + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "must be ID=COMMAND, an ID of 1..64 letters, digits, . _ or - and a command whose quotes"
              + " are closed",
          e);
    }
  }
}
