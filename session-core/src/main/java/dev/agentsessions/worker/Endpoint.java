package dev.agentsessions.worker;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Where a Ready environment runs its workers, in the words of its own adapter: a directory on this
 * machine, an address in a cluster.
 *
 * @param directory the workers' working directory there, absolute
 */
public record Endpoint(String address, String directory) {
  /** The address of this machine. */
  public static final String LOCAL = "local";

  public Endpoint {
    checkArgument(!address.isBlank(), "an endpoint needs an address");
    checkArgument(!directory.isBlank(), "an endpoint needs a directory");
  }
}
