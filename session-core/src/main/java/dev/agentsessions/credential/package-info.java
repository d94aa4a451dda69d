/** What people reach git servers with: tokens that they stored, sealed, and their use (T-07). */
@NullMarked
package dev.agentsessions.credential;

import org.jspecify.annotations.NullMarked;
