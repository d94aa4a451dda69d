package dev.agentsessions.k8s.environment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

/**
 * Whose runners a host knows.
 *
 * @param sessions where they run, as the host's {@link KubernetesEnvironmentsModule} has it
 * @param audience that their tokens are for, as the operator asks for them
 */
public record RunnerIdentityConfig(KubernetesEnvironmentsConfig sessions, String audience) {
  public RunnerIdentityConfig {
    requireNonNull(sessions, "sessions");
    checkArgument(!audience.isBlank(), "tokens need an audience");
  }
}
