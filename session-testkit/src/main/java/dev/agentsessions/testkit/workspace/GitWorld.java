package dev.agentsessions.testkit.workspace;

import dev.agentsessions.session.Session;

/**
 * A session whose workspace is a clone of a repository, with a file {@code README} ("hello") on
 * {@code main}, and what is around it.
 *
 * @param here who works in the workspace
 * @param elsewhere who works in another clone of the same origin
 * @param origin who has the bare repository that both were cloned from; writes no files
 */
public record GitWorld(
    Session session, WorkspaceUser here, WorkspaceUser elsewhere, WorkspaceUser origin) {}
