/** Durable background work, idempotent by name and key. */
@NullMarked
package dev.agentsessions.task;

import org.jspecify.annotations.NullMarked;
