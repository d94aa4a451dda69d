/**
 * The one mapping of sessions, workers and events to JSON: read leniently from storage and strictly
 * from callers.
 */
@NullMarked
package dev.agentsessions.json;

import org.jspecify.annotations.NullMarked;
