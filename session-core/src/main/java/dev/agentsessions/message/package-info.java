/**
 * What is said in a session: durable messages to its agents, typed into their terminals in order,
 * and what agents say themselves.
 */
@NullMarked
package dev.agentsessions.message;

import org.jspecify.annotations.NullMarked;
