/**
 * The journal: each committed change as an event with a place in its session and in its project.
 */
@NullMarked
package dev.agentsessions.event;

import org.jspecify.annotations.NullMarked;
