/**
 * A store in this program's memory: every store port for real, but nothing outlives the process.
 * For tests, demonstrations and hosts that need no more.
 */
@NullMarked
package dev.agentsessions.memory;

import org.jspecify.annotations.NullMarked;
