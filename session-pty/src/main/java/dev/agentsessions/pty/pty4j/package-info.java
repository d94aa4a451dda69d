/**
 * Terminals by JetBrains' pty4j, for systems on which the keeper has no calls of its own: its
 * native part makes terminals and processes, everything else is the keeper's. Nothing here is
 * loaded on Linux unless it is asked for.
 */
@NullMarked
package dev.agentsessions.pty.pty4j;

import org.jspecify.annotations.NullMarked;
