/** A host: a list of modules, its options, and a main that wires them. */
@NullMarked
package dev.agentsessions.examples.console;

import org.jspecify.annotations.NullMarked;
