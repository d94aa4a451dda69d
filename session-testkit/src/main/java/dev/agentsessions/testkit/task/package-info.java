/** The contract of durable tasks, and the handler it scripts. */
@NullMarked
package dev.agentsessions.testkit.task;

import org.jspecify.annotations.NullMarked;
