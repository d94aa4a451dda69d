/** Hosts that share one database: what a fleet's program looks like, and how it adds its rules. */
@NullMarked
package dev.agentsessions.examples.cluster;

import org.jspecify.annotations.NullMarked;
