/**
 * The append-only output log: every byte a worker printed has a coordinate, and every viewer is a
 * reader of its own.
 */
@NullMarked
package dev.agentsessions.output;

import org.jspecify.annotations.NullMarked;
