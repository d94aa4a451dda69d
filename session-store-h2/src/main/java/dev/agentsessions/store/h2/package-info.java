/** The embedded store: every store port over one H2 file that one host may have open. */
@NullMarked
package dev.agentsessions.store.h2;

import org.jspecify.annotations.NullMarked;
