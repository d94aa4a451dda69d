/**
 * Local workers: processes on pseudo-terminals of this machine, and their output log on disk. Binds
 * the keeper and the log, which know nothing of sessions, to the core's ports.
 */
@NullMarked
package dev.agentsessions.pty;

import org.jspecify.annotations.NullMarked;
