/**
 * The processes that work inside a session: what is wanted of them, what is seen of them, and the
 * port that runs them.
 */
@NullMarked
package dev.agentsessions.worker;

import org.jspecify.annotations.NullMarked;
