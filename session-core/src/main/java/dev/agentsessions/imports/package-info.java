/**
 * Sessions that another program kept in a {@code sessions.json} (P-05): what its rows say, what
 * becomes of each, and the report.
 */
@NullMarked
package dev.agentsessions.imports;

import org.jspecify.annotations.NullMarked;
