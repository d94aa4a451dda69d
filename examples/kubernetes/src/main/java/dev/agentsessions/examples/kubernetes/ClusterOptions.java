package dev.agentsessions.examples.kubernetes;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.examples.console.Arguments;
import dev.agentsessions.examples.console.OptionValues;
import dev.agentsessions.http.SessionHttpConfig;
import dev.agentsessions.k8s.operator.ApiConfig;
import dev.agentsessions.k8s.operator.ContentConfig;
import dev.agentsessions.k8s.operator.OperatorConfig;
import dev.agentsessions.k8s.operator.RunnerConfig;
import io.fabric8.kubernetes.client.Config;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The part of the command line that says which cluster, and what runs there.
 *
 * @param apiUrl as pods reach this host
 * @param audience whom runners' tokens are for
 * @param operates whether this host makes sessions run, too
 */
record ClusterOptions(
    Config config,
    String namespace,
    String runnerImage,
    String contentImage,
    URI apiUrl,
    String audience,
    boolean operates) {
  static final Set<String> FLAGS = Set.of("--no-operator");
  static final Set<String> NAMES =
      Set.of(
          "--kubeconfig",
          "--namespace",
          "--runner-image",
          "--content-image",
          "--api-url",
          "--audience",
          "--no-operator");

  private static final String IMAGE = "agent-sessions:latest";
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  ClusterOptions {
    requireNonNull(config, "config");
    requireNonNull(namespace, "namespace");
    requireNonNull(runnerImage, "runnerImage");
    requireNonNull(contentImage, "contentImage");
    requireNonNull(apiUrl, "apiUrl");
    requireNonNull(audience, "audience");
  }

  /** What is wrong is one of the arguments' problems. */
  static ClusterOptions of(Arguments arguments, int port) {
    Config config = config(arguments);
    String usual = Optional.ofNullable(config.getNamespace()).orElse("default");
    String namespace = arguments.get("--namespace", usual, ClusterOptions::namespace);
    return new ClusterOptions(
        config,
        namespace,
        arguments.get("--runner-image", IMAGE, ClusterOptions::word),
        arguments.get("--content-image", IMAGE, ClusterOptions::word),
        arguments.get(
            "--api-url",
            URI.create("http://agent-sessions." + namespace + ".svc:" + port),
            SessionHttpConfig::server),
        arguments.get("--audience", ApiConfig.AUDIENCE, ClusterOptions::word),
        !arguments.has("--no-operator"));
  }

  OperatorConfig operator() {
    ApiConfig usual = ApiConfig.at(apiUrl);
    return OperatorConfig.of(
            namespace,
            new ApiConfig(apiUrl, audience, usual.tokenLifetime(), usual.refreshAfter()),
            ContentConfig.of(contentImage),
            RunnerConfig.of(runnerImage))
        .withWatched(Set.of(namespace));
  }

  private static Config config(Arguments arguments) {
    Optional<Path> named = OptionValues.file(arguments, "--kubeconfig");
    if (named.isEmpty()) {
      return Config.autoConfigure(null);
    }
    try {
      return read(named.get());
    } catch (IllegalArgumentException e) {
      arguments.problem("--kubeconfig " + e.getMessage() + ", not " + named.get());
      return Config.empty();
    }
  }

  private static Config read(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IllegalArgumentException("must name a file that can be read");
    }
    try {
      return Config.fromKubeconfig(new File(file.toString()));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("must name a kubeconfig", e);
    }
  }

  private static String namespace(String text) {
    if (NAMESPACE.matcher(text).matches()) {
      return text;
    }
    throw new IllegalArgumentException("must be a namespace");
  }

  private static String word(String text) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c <= '~')) {
      return text;
    }
    throw new IllegalArgumentException("must be a word without blanks");
  }
}
