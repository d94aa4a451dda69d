package dev.agentsessions.workspace.local;

import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.testkit.workspace.WorkspaceUnderTest;
import dev.agentsessions.workspace.WorkspaceFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Quick sessions in folders of their own, and their files as any program sees them. */
final class LocalWorkspace implements WorkspaceUnderTest, AutoCloseable {
  final Path temp;
  final LocalHost host;

  LocalWorkspace(Path temp) {
    this.temp = temp;
    host = new LocalHost(temp.resolve("data"));
  }

  @Override
  public WorkspaceFiles files() {
    return host.files;
  }

  @Override
  public Session session() {
    return onDisk(() -> host.session(new QuickSession(Files.createTempDirectory(temp, "work"))));
  }

  @Override
  public Session withoutWorkspace() {
    return host.session(new QuickSession(temp.resolve("missing")));
  }

  Path root(Session session) {
    return ((QuickSession) session.spec().kind()).location();
  }

  Path at(Session session, String path) {
    return root(session).resolve(path);
  }

  @Override
  public void put(Session session, String path, byte[] content) {
    onDisk(
        () -> {
          Path file = at(session, path);
          Files.createDirectories(file.getParent());
          return Files.write(file, content);
        });
  }

  @Override
  public void putFolder(Session session, String path) {
    onDisk(() -> Files.createDirectories(at(session, path)));
  }

  @Override
  public void putLink(Session session, String path, String target) {
    onDisk(() -> Files.createSymbolicLink(at(session, path), Path.of(target)));
  }

  @Override
  public void putPipe(Session session, String path) {
    makePipe(at(session, path));
  }

  static void makePipe(Path at) {
    onDisk(
        () -> {
          Process made = new ProcessBuilder("mkfifo", at.toString()).start();
          made.onExit().join();
          return Files.exists(at);
        });
  }

  @Override
  public void putGit(Session session) {
    put(session, ".git/config", new byte[1]);
  }

  @Override
  public void close() {
    host.close();
  }

  interface Step<T> {
    T run() throws IOException;
  }

  static <T> T onDisk(Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
