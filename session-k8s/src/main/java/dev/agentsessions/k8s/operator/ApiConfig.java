package dev.agentsessions.k8s.operator;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;

/**
 * How runners reach the API, and for how long their tokens are good.
 *
 * @param url as seen from a pod
 * @param audience the only one that the tokens are for
 * @param tokenLifetime at least 10 minutes, which is the least that a cluster grants
 * @param refreshAfter a token's age at which it is replaced; above zero, below its lifetime
 */
public record ApiConfig(URI url, String audience, Duration tokenLifetime, Duration refreshAfter) {
  public static final String AUDIENCE = "agentsessions.dev";

  public ApiConfig {
    requireNonNull(url, "url");
    checkArgument(!audience.isBlank(), "tokens need an audience");
    checkArgument(
        tokenLifetime.compareTo(Duration.ofMinutes(10)) >= 0,
        "a token lives 10 minutes at least: %s",
        tokenLifetime);
    checkArgument(
        refreshAfter.isPositive() && refreshAfter.compareTo(tokenLifetime) < 0,
        "a token is replaced while it lives: %s",
        refreshAfter);
  }

  /** With tokens of an hour, replaced after 45 minutes. */
  public static ApiConfig at(URI url) {
    return new ApiConfig(url, AUDIENCE, Duration.ofHours(1), Duration.ofMinutes(45));
  }
}
