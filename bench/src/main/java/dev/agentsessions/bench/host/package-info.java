/** Measurements of whole hosts. */
@NullMarked
package dev.agentsessions.bench.host;

import org.jspecify.annotations.NullMarked;
