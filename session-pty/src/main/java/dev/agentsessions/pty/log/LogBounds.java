package dev.agentsessions.pty.log;

/**
 * What is kept of an epoch at one moment.
 *
 * @param epoch which epoch
 * @param base the oldest offset that can be read
 * @param end the offset behind the last written byte
 * @param open whether more may follow
 */
public record LogBounds(long epoch, long base, long end, boolean open) {}
