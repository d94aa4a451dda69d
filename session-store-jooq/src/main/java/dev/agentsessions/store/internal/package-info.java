/**
 * The SQL repositories behind the store ports, shared by the stores of each database. Not for
 * hosts.
 */
@NullMarked
package dev.agentsessions.store.internal;

import org.jspecify.annotations.NullMarked;
