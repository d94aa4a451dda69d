/** Sessions that are created by the clock: when, from what, and what became of each time. */
@NullMarked
package dev.agentsessions.schedule;

import org.jspecify.annotations.NullMarked;
