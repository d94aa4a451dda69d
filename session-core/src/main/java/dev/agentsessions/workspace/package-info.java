/**
 * Where a session's files are: the check before a create, and the environment that has to be ready
 * before workers run.
 */
@NullMarked
package dev.agentsessions.workspace;

import org.jspecify.annotations.NullMarked;
