/** What hosts share that are programs: their command line, their data directory, how they end. */
@NullMarked
package dev.agentsessions.examples.program;

import org.jspecify.annotations.NullMarked;
