/** The two clocks: wall time for people, monotonic time for decisions. */
@NullMarked
package dev.agentsessions.time;

import org.jspecify.annotations.NullMarked;
