package dev.agentsessions.http;

import java.util.Optional;

/**
 * Something that has to work before this host can be used, and that {@code /readyz} tells about.
 * Hosts add theirs to a set. Thread-safe.
 */
public interface ReadinessCheck {
  /** What is looked at, such as {@code store}. */
  String name();

  /**
   * Looks, within a second or so. What it throws means no.
   *
   * @return what callers should know although all is well, such as that nothing real runs here
   */
  Optional<String> check();
}
