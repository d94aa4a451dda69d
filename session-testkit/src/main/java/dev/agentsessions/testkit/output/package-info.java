/** The contract of the output log, which its writing and its reading side keep together. */
@NullMarked
package dev.agentsessions.testkit.output;

import org.jspecify.annotations.NullMarked;
