/** Measurements of the reconciler. */
@NullMarked
package dev.agentsessions.bench.reconcile;

import org.jspecify.annotations.NullMarked;
