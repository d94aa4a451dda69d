package dev.agentsessions.testkit.workspace;

import dev.agentsessions.session.Session;
import dev.agentsessions.testkit.FakeWorkspaceFiles;
import dev.agentsessions.workspace.WorkspaceFiles;

class FakeWorkspaceFilesTest implements WorkspaceFilesContract, WorkspaceUnderTest {
  private final Samples samples = new Samples();
  private final FakeWorkspaceFiles files = new FakeWorkspaceFiles();

  @Override
  public WorkspaceUnderTest workspace() {
    return this;
  }

  @Override
  public WorkspaceFiles files() {
    return files;
  }

  @Override
  public Session session() {
    return samples.session();
  }

  @Override
  public Session withoutWorkspace() {
    Session session = samples.session();
    files.lose(session.id());
    return session;
  }

  @Override
  public void put(Session session, String path, byte[] content) {
    files.put(session.id(), path, content);
  }

  @Override
  public void putFolder(Session session, String path) {
    files.putFolder(session.id(), path);
  }

  @Override
  public void putLink(Session session, String path, String target) {
    files.putLink(session.id(), path, target);
  }

  @Override
  public void putPipe(Session session, String path) {
    files.putPipe(session.id(), path);
  }

  @Override
  public void putGit(Session session) {
    files.putFolder(session.id(), ".git/objects");
  }
}
