package dev.agentsessions.worker;

import java.util.Map;
import java.util.Optional;

/**
 * The runtimes that a host offers.
 *
 * @param byName what sessions name in {@code spec.runtime}
 */
public record Runtimes(Map<String, SessionRuntime> byName) {
  public Runtimes {
    byName = Map.copyOf(byName);
  }

  public Optional<SessionRuntime> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
