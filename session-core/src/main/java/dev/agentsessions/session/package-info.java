/**
 * What a user names and comes back to: its identity, spec, status and lifecycle table, and the
 * store that keeps it.
 */
@NullMarked
package dev.agentsessions.session;

import org.jspecify.annotations.NullMarked;
