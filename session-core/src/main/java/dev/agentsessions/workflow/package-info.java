/**
 * Workflows: the catalogue that a host offers, and what the one that a session has active is made
 * of.
 */
@NullMarked
package dev.agentsessions.workflow;

import org.jspecify.annotations.NullMarked;
