package dev.agentsessions.host;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A host's row, which is its lease: the host renews it by moving {@code beat}.
 *
 * @param address where other hosts reach its API, as {@link ApiAddress#advertised} says it; absent
 *     when it takes no calls
 * @param incarnation one more each time the host starts
 * @param beat one more with each renewal
 */
public record Host(HostId id, NodeId node, Optional<String> address, long incarnation, long beat) {
  public Host {
    requireNonNull(id, "id");
    requireNonNull(node, "node");
    requireNonNull(address, "address");
    checkArgument(incarnation > 0, "incarnation starts at 1: %s", incarnation);
    checkArgument(beat >= 0, "beat is not negative: %s", beat);
  }
}
