package dev.agentsessions.testkit.workspace;

import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.WorkspaceFiles;

/** Files of sessions, and a way to put things there that is not the port's: as an agent would. */
public interface WorkspaceUnderTest {
  /** The same ones during a test. */
  WorkspaceFiles files();

  /** One with an empty workspace; another with each call. */
  Session session();

  /** One whose workspace is not there. */
  Session withoutWorkspace();

  /** Writes a file, and makes its folders. */
  void put(Session session, String path, byte[] content);

  /** Makes a folder, and those above it. */
  void putFolder(Session session, String path);

  /** Makes a link in a folder that is there. */
  void putLink(Session session, String path, String target);

  /** Makes something that is no file, in a folder that is there. */
  void putPipe(Session session, String path);

  /** Makes what git keeps for itself, with something in it. */
  void putGit(Session session);
}
