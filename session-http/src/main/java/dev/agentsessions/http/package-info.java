/**
 * The HTTP face of the sessions: endpoints as data, problems as JSON, terminals as sockets, events
 * as a stream.
 */
@NullMarked
package dev.agentsessions.http;

import org.jspecify.annotations.NullMarked;
