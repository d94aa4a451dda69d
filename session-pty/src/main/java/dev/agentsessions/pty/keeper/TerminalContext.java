package dev.agentsessions.pty.keeper;

/**
 * What all terminals of a keeper share.
 *
 * @param loop whose thread reads them
 * @param ends told when they end
 * @param inputLimit the most bytes that wait for one of them
 */
record TerminalContext(EventLoop loop, EndCount ends, int inputLimit) {}
