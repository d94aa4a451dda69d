package dev.agentsessions.examples.console;

import dev.agentsessions.examples.program.Arguments;
import dev.agentsessions.github.AppKey;
import dev.agentsessions.github.GitHubConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The part of the command line that says which GitHub App sessions reach repositories by. */
final class GitHubOptions {
  private static final String APP = "--github-app";
  private static final String KEY = "--github-app-key";
  private static final String API = "--github-api";

  static final Set<String> NAMES = Set.of(APP, KEY, API);

  private GitHubOptions() {}

  /** What is wrong is one of the arguments' problems, and perhaps no app is answered. */
  static Optional<GitHubConfig> of(Arguments arguments) {
    Optional<String> app = first(arguments.getAll(APP, text -> text));
    Optional<RSAPrivateKey> key = first(arguments.getAll(KEY, GitHubOptions::key));
    URI api = arguments.get(API, GitHubConfig.GITHUB_COM, GitHubConfig::api);
    if (app.isEmpty()) {
      List.of(KEY, API).stream()
          .filter(arguments::has)
          .forEach(option -> arguments.problem(option + " is for " + APP + " only"));
    } else if (!arguments.has(KEY)) {
      arguments.problem(APP + " needs " + KEY);
    }
    try {
      return app.flatMap(id -> key.map(file -> GitHubConfig.of(id, file, api)));
    } catch (IllegalArgumentException e) {
      arguments.problem(APP + " cannot be: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static <T> Optional<T> first(List<T> values) {
    return values.stream().findFirst();
  }

  private static RSAPrivateKey key(String file) {
    try {
      return AppKey.read(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("must name a file with an RSA key in PEM", e);
    }
  }
}
