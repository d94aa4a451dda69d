package dev.agentsessions.catalog;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.workspace.GitUrl;

/**
 * Where a repository of ours was cloned from.
 *
 * @param owner whose credentials it is cloned with, and nobody else's (T-07)
 * @param node the machine that has the clone
 */
public record RepositoryOrigin(GitUrl url, Owner owner, NodeId node) {
  public RepositoryOrigin {
    requireNonNull(url, "url");
    requireNonNull(owner, "owner");
    requireNonNull(node, "node");
  }
}
