/**
 * Repositories that are cloned for a project: what is asked for is stored first, tasks do it, and a
 * host that starts goes on with what its machine was left with.
 */
@NullMarked
package dev.agentsessions.repository;

import org.jspecify.annotations.NullMarked;
