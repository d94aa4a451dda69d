/**
 * Contracts of the store's ports (sessions, journal, hosts, projects) as test interfaces, and the
 * sample sessions they store. An adapter's test implements them over its {@link
 * dev.agentsessions.testkit.store.StorePorts} and adds nothing else.
 */
@NullMarked
package dev.agentsessions.testkit.store;

import org.jspecify.annotations.NullMarked;
