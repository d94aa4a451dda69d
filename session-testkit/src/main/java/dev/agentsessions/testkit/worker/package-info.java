/** The contract of worker runtimes. */
@NullMarked
package dev.agentsessions.testkit.worker;

import org.jspecify.annotations.NullMarked;
