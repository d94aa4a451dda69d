package dev.agentsessions.examples.kubernetes;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.examples.program.Arguments;
import dev.agentsessions.http.SessionHttpConfig;
import dev.agentsessions.k8s.operator.ApiConfig;
import dev.agentsessions.k8s.operator.ContentConfig;
import dev.agentsessions.k8s.operator.OperatorConfig;
import dev.agentsessions.k8s.operator.RunnerConfig;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The part of the command line that says how sessions are run.
 *
 * @param runnerImage of sessions that name none
 * @param contentImage of the service that is in each pod
 * @param api where runners reach this host
 * @param watched whose sessions are run; empty: those of all namespaces
 * @param copiedSecrets Secrets of which each session gets a copy
 */
record OperatorOptions(
    String runnerImage,
    String contentImage,
    URI api,
    Set<String> watched,
    Set<String> copiedSecrets) {
  private static final String NONE = "--no-operator";
  private static final String RUNNER_IMAGE = "--runner-image";
  private static final String CONTENT_IMAGE = "--content-image";
  private static final String API_URL = "--api-url";
  private static final String WATCH = "--watch";
  private static final String COPY_SECRET = "--copy-secret";
  private static final List<String> NEEDED = List.of(RUNNER_IMAGE, CONTENT_IMAGE, API_URL);

  static final Set<String> NAMES =
      Set.of(NONE, RUNNER_IMAGE, CONTENT_IMAGE, API_URL, WATCH, COPY_SECRET);

  /** Those without a value. */
  static final Set<String> FLAGS = Set.of(NONE);

  /** Those that may be there several times. */
  static final Set<String> REPEATABLE = Set.of(WATCH, COPY_SECRET);

  OperatorOptions {
    requireNonNull(runnerImage, "runnerImage");
    requireNonNull(contentImage, "contentImage");
    requireNonNull(api, "api");
    watched = Set.copyOf(watched);
    copiedSecrets = Set.copyOf(copiedSecrets);
  }

  /**
   * What is wrong is one of the arguments' problems.
   *
   * @return nothing when the sessions are run by an operator elsewhere
   */
  static Optional<OperatorOptions> of(Arguments arguments) {
    if (arguments.has(NONE)) {
      NAMES.stream()
          .filter(name -> !name.equals(NONE) && arguments.has(name))
          .sorted()
          .forEach(name -> arguments.problem(name + " is of no use with " + NONE));
      return Optional.empty();
    }
    NEEDED.stream()
        .filter(name -> !arguments.has(name))
        .forEach(name -> arguments.problem(name + " is needed, or " + NONE));
    return Optional.of(
        new OperatorOptions(
            arguments.get(RUNNER_IMAGE, "", OperatorOptions::image),
            arguments.get(CONTENT_IMAGE, "", OperatorOptions::image),
            arguments.get(API_URL, URI.create(""), SessionHttpConfig::server),
            Set.copyOf(arguments.getAll(WATCH, KubernetesOptions::namespace)),
            Set.copyOf(arguments.getAll(COPY_SECRET, OperatorOptions::secret))));
  }

  /** Only what would not even be asked for; the cluster finds the rest. */
  private static String image(String text) {
    if (text.matches("[\\w.:/@-]{1,500}")) {
      return text;
    }
    throw new IllegalArgumentException("must name an image");
  }

  private static String secret(String text) {
    if (text.matches("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?")) {
      return text;
    }
    throw new IllegalArgumentException("must be the name of a Secret");
  }

  /**
   * @param namespace the operator's own
   */
  OperatorConfig in(String namespace) {
    return OperatorConfig.of(
            namespace,
            ApiConfig.at(api),
            ContentConfig.of(contentImage),
            RunnerConfig.of(runnerImage))
        .withWatched(watched)
        .withCopiedSecrets(copiedSecrets);
  }
}
