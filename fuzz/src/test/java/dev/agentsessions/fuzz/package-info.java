/**
 * Inputs of strangers, for every parser that reads some. {@link dev.agentsessions.fuzz.Fuzz} lists
 * the targets; those of classes that only their package sees stand in that package.
 */
@NullMarked
package dev.agentsessions.fuzz;

import org.jspecify.annotations.NullMarked;
