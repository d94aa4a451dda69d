package dev.agentsessions.examples.console;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.examples.program.Arguments;
import dev.agentsessions.examples.program.DataOptions;
import dev.agentsessions.examples.program.Refusal;
import dev.agentsessions.examples.program.ServerOptions;
import dev.agentsessions.examples.program.Words;
import dev.agentsessions.github.GitHubConfig;
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
 * @param agents ids unique
 * @param imported a file to import before the host is ready, absolute
 * @param gitHub the app by which repositories are reached
 */
record ConsoleOptions(
    ServerOptions server,
    DataOptions data,
    RuntimeChoice runtime,
    List<Agent> agents,
    GitOptions git,
    Optional<Path> imported,
    Optional<GitHubConfig> gitHub) {
  private static final Set<String> KNOWN =
      Stream.of(
              Set.of("--runtime", "--agent", "--import"),
              ServerOptions.NAMES,
              DataOptions.NAMES,
              GitOptions.NAMES,
              GitHubOptions.NAMES)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> REPEATABLE = Set.of("--agent");

  ConsoleOptions {
    requireNonNull(server, "server");
    requireNonNull(data, "data");
    requireNonNull(runtime, "runtime");
    agents = List.copyOf(agents);
    requireNonNull(git, "git");
    requireNonNull(imported, "imported");
    requireNonNull(gitHub, "gitHub");
  }

  /**
   * @throws Refusal naming everything that is wrong
   */
  static ConsoleOptions of(List<String> commandLine) {
    var arguments = new Arguments(commandLine, KNOWN, GitOptions.FLAGS, REPEATABLE);
    var options =
        new ConsoleOptions(
            ServerOptions.of(arguments),
            DataOptions.of(arguments),
            arguments.get(
                "--runtime",
                RuntimeChoice.LOCAL,
                word -> Words.choice(RuntimeChoice.values(), word)),
            agents(arguments),
            GitOptions.of(arguments),
            arguments.getAll("--import", Words::file).stream().findFirst(),
            GitHubOptions.of(arguments));
    arguments.check();
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
