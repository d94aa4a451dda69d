/** Measurements against named limits, and what they have in common: rounds, limits, a report. */
@NullMarked
package dev.agentsessions.bench;

import org.jspecify.annotations.NullMarked;
