package dev.agentsessions.k8s.operator;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Secret whose values become variables. They are named one by one, for all of them together could
 * name what is the system's.
 */
record SecretVariables(String secret, Set<String> keys) {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  SecretVariables {
    keys = Set.copyOf(keys);
  }

  /**
   * @param name of the Secret in the session's namespace
   */
  static SecretVariables of(String name, Secret secret) {
    return new SecretVariables(
        name, Optional.ofNullable(secret.getData()).map(data -> data.keySet()).orElse(Set.of()));
  }

  List<EnvVar> variables() {
    return keys.stream()
        .filter(key -> VARIABLE.matcher(key).matches())
        .sorted()
        .map(
            key ->
                new EnvVarBuilder()
                    .withName(key)
                    .withNewValueFrom()
                    .withNewSecretKeyRef()
                    .withName(secret)
                    .withKey(key)
                    .endSecretKeyRef()
                    .endValueFrom()
                    .build())
        .toList();
  }
}
