package dev.agentsessions.session;

/**
 * What a session works on. Never changes after create, but that a branch may be renamed and that
 * what an agentic session has may come and go. Switch over it without a default.
 */
public sealed interface SessionKind permits QuickSession, WorktreeSession, AgenticSession {}
