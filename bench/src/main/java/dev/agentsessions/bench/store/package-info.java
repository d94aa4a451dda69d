/** Measurements of the stores, against plain JDBC on the same tables of the same open database. */
@NullMarked
package dev.agentsessions.bench.store;

import org.jspecify.annotations.NullMarked;
