/** Who may act: nodes, hosts, their leases and the fences that shut out a stale owner. */
@NullMarked
package dev.agentsessions.host;

import org.jspecify.annotations.NullMarked;
