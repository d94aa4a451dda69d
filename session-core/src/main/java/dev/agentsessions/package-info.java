/**
 * Root of the library: what a user names and comes back to, the work inside it, and the ports
 * through which hosts plug in. Each package below holds one concept whole.
 */
@NullMarked
package dev.agentsessions;

import org.jspecify.annotations.NullMarked;
