package dev.agentsessions.k8s.operator;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * What an operator has to know.
 *
 * @param namespace its own: of the lease, of the Secrets that it copies, of the hosts that may
 *     reach content services
 * @param watched the namespaces whose sessions it makes run; empty: all
 * @param copiedSecrets Secrets of its own namespace, of which each session gets a copy as variables
 *     of its runner; a run waits while one is missing
 * @param lease held by the one operator that acts; empty: this is the only one
 */
public record OperatorConfig(
    String namespace,
    Set<String> watched,
    ApiConfig api,
    ContentConfig content,
    RunnerConfig runner,
    Set<String> copiedSecrets,
    Optional<LeaseConfig> lease) {
  public OperatorConfig {
    checkArgument(!namespace.isBlank(), "the operator's namespace is not known");
    watched = Set.copyOf(watched);
    requireNonNull(api, "api");
    requireNonNull(content, "content");
    requireNonNull(runner, "runner");
    copiedSecrets = Set.copyOf(copiedSecrets);
    requireNonNull(lease, "lease");
  }

  /** With every default, for all namespaces, elected before it acts. */
  public static OperatorConfig of(
      String namespace, ApiConfig api, ContentConfig content, RunnerConfig runner) {
    return new OperatorConfig(
        namespace, Set.of(), api, content, runner, Set.of(), Optional.of(LeaseConfig.DEFAULT));
  }

  public OperatorConfig withWatched(Set<String> watched) {
    return new OperatorConfig(namespace, watched, api, content, runner, copiedSecrets, lease);
  }

  public OperatorConfig withCopiedSecrets(Set<String> copiedSecrets) {
    return new OperatorConfig(namespace, watched, api, content, runner, copiedSecrets, lease);
  }

  public OperatorConfig withLease(Optional<LeaseConfig> lease) {
    return new OperatorConfig(namespace, watched, api, content, runner, copiedSecrets, lease);
  }
}
