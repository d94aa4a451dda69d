/** The contracts of environments and of the check before a create. */
@NullMarked
package dev.agentsessions.testkit.workspace;

import org.jspecify.annotations.NullMarked;
