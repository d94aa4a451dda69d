/**
 * Drives what is observed towards what is desired, one step at a time, on the host that owns the
 * session.
 */
@NullMarked
package dev.agentsessions.reconcile;

import org.jspecify.annotations.NullMarked;
