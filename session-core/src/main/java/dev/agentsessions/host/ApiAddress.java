package dev.agentsessions.host;

import java.net.URI;
import java.util.Optional;

/**
 * Where what runs on this machine reaches this host's API. Asked once every part of the host has
 * started.
 */
@FunctionalInterface
public interface ApiAddress {
  /** A host that takes no calls. */
  ApiAddress NONE = Optional::empty;

  /** The address before {@code /projects}, without a slash at its end. */
  Optional<URI> base();
}
