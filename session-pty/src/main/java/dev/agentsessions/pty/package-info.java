/**
 * Local workers on pseudo-terminals: their processes, their input and size, and their output log on
 * disk.
 */
@NullMarked
package dev.agentsessions.pty;

import org.jspecify.annotations.NullMarked;
