package dev.agentsessions.examples.console;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.github.GitHubConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.http.SessionHttpConfig;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
  private static final int MAX_PORT = 65_535;
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
            arguments.get("--bind", address("127.0.0.1"), ConsoleOptions::address),
            arguments.get("--port", USUAL_PORT, ConsoleOptions::port),
            arguments.getAll("--advertise", SessionHttpConfig::server).stream().findFirst(),
            arguments.get("--data", usualData(), ConsoleOptions::directory),
            StoreOptions.of(arguments),
            arguments.get("--host-id", new HostId("main"), ConsoleOptions::hostId),
            arguments.get(
                "--auth", AuthChoice.SINGLE_USER, word -> choice(AuthChoice.values(), word)),
            arguments.get(
                "--runtime", RuntimeChoice.LOCAL, word -> choice(RuntimeChoice.values(), word)),
            agents(arguments),
            GitOptions.of(arguments),
            file(arguments, "--import"),
            file(arguments, "--secret-key-file"),
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

  private static Path usualData() {
    return Path.of(System.getProperty("user.home"), ".agent-sessions").toAbsolutePath();
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

  private static Path directory(String text) {
    return path(text, "must name a directory");
  }

  private static Optional<Path> file(Arguments arguments, String option) {
    return arguments.getAll(option, text -> path(text, "must name a file")).stream().findFirst();
  }

  private static Path path(String text, String wanted) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(wanted);
    }
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(wanted, e);
    }
  }

  /** It names a folder too: no hidden one, and not the one above. */
  private static HostId hostId(String text) {
    try {
      if (!text.startsWith(".")) {
        return new HostId(text);
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "must have 1..64 letters, digits, . _ or -, and not begin with a dot");
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

  private static <E extends Enum<E>> E choice(E[] choices, String text) {
    return Stream.of(choices)
        .filter(choice -> word(choice).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be "
                        + Stream.of(choices)
                            .map(ConsoleOptions::word)
                            .collect(Collectors.joining(" or "))));
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
