package dev.agentsessions.k8s.operator;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What sessions get that do not say otherwise.
 *
 * @param backoffLimit how often a failed run is tried again, 0 or more
 * @param timeout of a run, above zero; empty: none
 * @param keptFor how long a finished Job, and with it its logs, is kept; not negative
 * @param user the numeric user and group of all containers, not root
 */
public record RunnerConfig(
    String image,
    int backoffLimit,
    Optional<Duration> timeout,
    Duration keptFor,
    long user,
    Map<String, Quantity> requests,
    Map<String, Quantity> limits,
    Quantity volumeSize,
    Optional<String> storageClass) {
  public RunnerConfig {
    checkArgument(!image.isBlank(), "the runner needs an image");
    checkArgument(backoffLimit >= 0, "a limit is not negative: %s", backoffLimit);
    timeout.ifPresent(limit -> checkArgument(limit.isPositive(), "not a timeout: %s", limit));
    checkArgument(!keptFor.isNegative(), "nothing is kept for less than no time: %s", keptFor);
    checkArgument(user > 0, "runs as root: %s", user);
    requests = Map.copyOf(requests);
    limits = Map.copyOf(limits);
    requireNonNull(volumeSize, "volumeSize");
    requireNonNull(storageClass, "storageClass");
  }

  /** One attempt without a timeout, finished Jobs kept for ten minutes, 10 GiB of files. */
  public static RunnerConfig of(String image) {
    return new RunnerConfig(
        image,
        0,
        Optional.empty(),
        Duration.ofMinutes(10),
        1000,
        Map.of("cpu", new Quantity("250m"), "memory", new Quantity("512Mi")),
        Map.of("memory", new Quantity("4Gi")),
        new Quantity("10Gi"),
        Optional.empty());
  }
}
