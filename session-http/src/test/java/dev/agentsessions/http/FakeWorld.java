package dev.agentsessions.http;

import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.testkit.FakeEnvironments;
import dev.agentsessions.testkit.FakeUploads;
import dev.agentsessions.testkit.FakeWorkerRuntime;
import dev.agentsessions.testkit.FakeWorkspaceCheck;
import dev.agentsessions.testkit.FakeWorkspaceFiles;
import dev.agentsessions.testkit.FakeWorkspaceGit;
import dev.agentsessions.worker.SessionRuntime;
import java.nio.file.Path;
import java.util.Optional;

/** What a host works on in these tests. {@code /work} is a directory. */
record FakeWorld(
    InMemoryOutputLog output,
    FakeWorkerRuntime workers,
    FakeEnvironments environments,
    FakeWorkspaceCheck workspaces,
    FakeWorkspaceFiles files,
    FakeWorkspaceGit git,
    FakeUploads uploads,
    Authorizer authorizer) {
  static FakeWorld with(Authorizer authorizer) {
    return keeping(64L << 20, authorizer);
  }

  /**
   * @param bytes of output kept of each worker
   */
  static FakeWorld keeping(long bytes, Authorizer authorizer) {
    var output = new InMemoryOutputLog(bytes);
    var workspaces = new FakeWorkspaceCheck();
    workspaces.addDirectory(Path.of("/work"));
    return new FakeWorld(
        output,
        new FakeWorkerRuntime(output),
        new FakeEnvironments(),
        workspaces,
        new FakeWorkspaceFiles(),
        new FakeWorkspaceGit(),
        new FakeUploads(),
        authorizer);
  }

  SessionRuntime runtime() {
    return new SessionRuntime(environments, workers, Optional.of(workers));
  }
}
