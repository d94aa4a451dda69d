package dev.agentsessions.host;

import java.net.URI;
import java.util.Optional;

/** Where this host's API is reached. Asked once every part of the host has started. */
@FunctionalInterface
public interface ApiAddress {
  /** A host that takes no calls. */
  ApiAddress NONE = Optional::empty;

  /**
   * For what runs on this machine: the address before {@code /projects}, without a slash at its
   * end.
   */
  Optional<URI> base();

  /** The same for other hosts, perhaps on other machines. */
  default Optional<URI> advertised() {
    return base();
  }
}
