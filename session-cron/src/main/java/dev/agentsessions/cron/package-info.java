/** Cron expressions as Unix has them, read by cron-utils. */
@NullMarked
package dev.agentsessions.cron;

import org.jspecify.annotations.NullMarked;
