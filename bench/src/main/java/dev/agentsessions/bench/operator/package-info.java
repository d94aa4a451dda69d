/** Measurements of the operator on a cluster. */
@NullMarked
package dev.agentsessions.bench.operator;

import org.jspecify.annotations.NullMarked;
