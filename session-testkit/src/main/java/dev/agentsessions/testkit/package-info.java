/**
 * Contracts of the core's ports as test interfaces, and fakes that keep the ports' promises under a
 * test's control.
 */
@NullMarked
package dev.agentsessions.testkit;

import org.jspecify.annotations.NullMarked;
