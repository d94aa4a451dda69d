/** The agents a worker may run. */
@NullMarked
package dev.agentsessions.agent;

import org.jspecify.annotations.NullMarked;
