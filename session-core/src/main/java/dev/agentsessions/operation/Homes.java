package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.NodeId;
import dev.agentsessions.session.Ownership;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.worker.Runtimes;
import jakarta.inject.Inject;

/** Which hosts may own a new session (L-12). */
final class Homes {
  private final NodeId node;
  private final Runtimes runtimes;

  @Inject
  Homes(NodeId node, Runtimes runtimes) {
    this.node = requireNonNull(node, "node");
    this.runtimes = requireNonNull(runtimes, "runtimes");
  }

  /** What an unknown runtime has is taken for something of this machine. */
  Ownership of(SessionSpec spec) {
    boolean here =
        runtimes
            .find(spec.runtime())
            .map(runtime -> runtime.environments().areLocal())
            .orElse(true);
    return here ? Ownership.of(node) : Ownership.ANYWHERE;
  }
}
