package dev.agentsessions.session;

/**
 * What a session works on. Never changes after create, but that a branch may be renamed. Switch
 * over it without a default.
 */
public sealed interface SessionKind permits QuickSession, WorktreeSession {}
