/** The store that many hosts share: every store port over one PostgreSQL database. */
@NullMarked
package dev.agentsessions.store.postgres;

import org.jspecify.annotations.NullMarked;
