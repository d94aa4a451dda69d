/** Who asks, what they own and what they may do; and the ids that things get. */
@NullMarked
package dev.agentsessions.identity;

import org.jspecify.annotations.NullMarked;
