/**
 * Where local sessions work: directories of this machine, which are their user's, and git worktrees
 * that are made for sessions and, when asked, removed with them. Runs the {@code git} program;
 * nothing else here or in the core does.
 */
@NullMarked
package dev.agentsessions.workspace.local;

import org.jspecify.annotations.NullMarked;
