/**
 * WebSockets on a Helidon connection (RFC 6455): the handshake, the frames in, the frames out.
 * Knows nothing of sessions.
 */
@NullMarked
package dev.agentsessions.http.internal;

import org.jspecify.annotations.NullMarked;
