package dev.agentsessions.workspace;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.session.SourceRepository.Output;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a host knows of a session's repositories, for the program that serves them elsewhere.
 *
 * @param generation of the session's spec that names them
 * @param protectedBranches that nothing is pushed to (G-03), of each place that is pushed to
 */
public record KnownRepositories(
    long generation, AgenticSession kind, Map<GitUrl, List<String>> protectedBranches) {
  public KnownRepositories {
    checkArgument(generation > 0, "generation: %s", generation);
    requireNonNull(kind, "kind");
    protectedBranches = Map.copyOf(protectedBranches);
  }

  public static KnownRepositories of(
      long generation, AgenticSession kind, Function<GitUrl, List<String>> protectedBranches) {
    return new KnownRepositories(
        generation,
        kind,
        kind.repos().stream()
            .flatMap(KnownRepositories::pushedTo)
            .distinct()
            .collect(toUnmodifiableMap(url -> url, protectedBranches)));
  }

  private static Stream<GitUrl> pushedTo(SourceRepository repo) {
    return Stream.concat(Stream.of(repo.url()), repo.output().map(Output::url).stream());
  }
}
