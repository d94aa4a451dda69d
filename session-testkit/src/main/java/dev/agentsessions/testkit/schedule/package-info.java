/** The contract of whatever reads cron expressions. */
@NullMarked
package dev.agentsessions.testkit.schedule;

import org.jspecify.annotations.NullMarked;
