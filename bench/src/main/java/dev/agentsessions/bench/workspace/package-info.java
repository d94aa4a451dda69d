/** Files of workspaces, against what the system's own programs need for the same. */
@NullMarked
package dev.agentsessions.bench.workspace;

import org.jspecify.annotations.NullMarked;
