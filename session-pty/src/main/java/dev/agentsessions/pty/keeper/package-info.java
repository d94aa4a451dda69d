/**
 * Runs processes on pseudo-terminals and keeps what is known of them: the port {@link
 * dev.agentsessions.pty.keeper.Keeper}, made of plain values so that it can stand in a process of
 * its own, and {@link dev.agentsessions.pty.keeper.PtyKeeper}, which does it in this one, on Linux
 * or with the help of a {@link dev.agentsessions.pty.keeper.PtyLibrary}. What a terminal prints
 * goes straight to its {@link dev.agentsessions.pty.log.EpochWriter}. Depends on the JDK and on the
 * log alone.
 */
@NullMarked
package dev.agentsessions.pty.keeper;

import org.jspecify.annotations.NullMarked;
