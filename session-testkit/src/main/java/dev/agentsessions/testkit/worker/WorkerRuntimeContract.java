package dev.agentsessions.testkit.worker;

/**
 * What {@link dev.agentsessions.worker.WorkerRuntime} promises, told by commands that a test class
 * names. Parts of it can be run alone.
 */
public interface WorkerRuntimeContract
    extends StartContract, EndContract, TerminalContract, FencedRuntimeContract {}
