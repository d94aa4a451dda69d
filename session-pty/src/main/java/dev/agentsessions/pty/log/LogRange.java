package dev.agentsessions.pty.log;

import java.nio.ByteBuffer;

/**
 * Some output, read backwards.
 *
 * @param from the absolute offset of the first byte
 * @param bytes read-only, from position to limit
 * @param hasMore whether something is kept before {@code from}
 */
public record LogRange(long from, ByteBuffer bytes, boolean hasMore) {}
