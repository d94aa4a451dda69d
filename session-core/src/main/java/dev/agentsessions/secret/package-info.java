/** Secrets that are kept: sealed by a key which no store holds (P-06). */
@NullMarked
package dev.agentsessions.secret;

import org.jspecify.annotations.NullMarked;
