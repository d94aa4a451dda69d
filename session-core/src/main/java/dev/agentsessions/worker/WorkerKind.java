package dev.agentsessions.worker;

/** What a worker is. Never changes. Switch over it without a default. */
public sealed interface WorkerKind permits AgentWorker, TerminalWorker {}
