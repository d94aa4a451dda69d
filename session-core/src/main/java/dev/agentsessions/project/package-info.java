/** Tenants: every session belongs to one project. */
@NullMarked
package dev.agentsessions.project;

import org.jspecify.annotations.NullMarked;
