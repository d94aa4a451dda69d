/** The way in for programs that embed the library: what to start, and what a host is made of. */
@NullMarked
package dev.agentsessions;

import org.jspecify.annotations.NullMarked;
