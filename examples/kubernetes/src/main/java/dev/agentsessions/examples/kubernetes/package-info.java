/** A host whose sessions are on a cluster, with the operator that runs them. */
@NullMarked
package dev.agentsessions.examples.kubernetes;

import org.jspecify.annotations.NullMarked;
