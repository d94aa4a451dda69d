/**
 * Programs that are killed in the middle of their commits, and what must be left of those: for
 * every store that outlives its programs.
 */
@NullMarked
package dev.agentsessions.testkit.kill;

import org.jspecify.annotations.NullMarked;
