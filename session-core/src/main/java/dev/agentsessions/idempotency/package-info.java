/** Requests that are sent again: what became of the first one is kept for a day, by its key. */
@NullMarked
package dev.agentsessions.idempotency;

import org.jspecify.annotations.NullMarked;
