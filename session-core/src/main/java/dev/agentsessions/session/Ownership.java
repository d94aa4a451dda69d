package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import java.util.Optional;

/**
 * Which host drives the session.
 *
 * @param node only hosts of this machine may own it; absent: any host
 * @param owner absent while the session rests
 * @param fence kept when the owner goes, one more with each new owner
 */
public record Ownership(Optional<NodeId> node, Optional<HostId> owner, Fence fence) {
  /** Nobody's yet; any host may take it. */
  public static final Ownership ANYWHERE =
      new Ownership(Optional.empty(), Optional.empty(), Fence.NONE);

  public Ownership {
    requireNonNull(node, "node");
    requireNonNull(owner, "owner");
    requireNonNull(fence, "fence");
  }

  /** Nobody's yet, at home on a node. */
  public static Ownership of(NodeId node) {
    return new Ownership(Optional.of(node), Optional.empty(), Fence.NONE);
  }

  public Ownership takenBy(HostId host) {
    return new Ownership(node, Optional.of(host), fence.next());
  }

  public Ownership released() {
    return new Ownership(node, Optional.empty(), fence);
  }

  /** At home nowhere: any host may take it. */
  public Ownership homeless() {
    return new Ownership(Optional.empty(), owner, fence);
  }

  public boolean isOwnedBy(HostId host) {
    return owner.filter(host::equals).isPresent();
  }
}
