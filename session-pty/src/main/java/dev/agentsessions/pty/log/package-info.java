/**
 * What workers print, on disk: one append-only log per worker and epoch in which every byte keeps
 * its absolute offset for ever. One {@link dev.agentsessions.pty.log.EpochWriter} appends, any
 * number of readers follow at their own pace through {@link dev.agentsessions.pty.log.EpochLog}.
 * Depends on the JDK alone, because the keeper process carries nothing else.
 */
@NullMarked
package dev.agentsessions.pty.log;

import org.jspecify.annotations.NullMarked;
