package com.example.scratch;

import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HighestFences;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Gone;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives each quick session an empty directory of its own, wherever it says that it works. */
final class ScratchDirectories implements Environments {
  private static final Reason NO_SCRATCH = new Reason("NoScratch");

  private final Path root;
  private final HighestFences fences = new HighestFences();

  /**
   * @param root absolute; exists
   */
  ScratchDirectories(Path root) {
    this.root = root;
  }

  @Override
  public EnvironmentState ensure(Session session, Fence fence) {
    fences.admit(session.id(), fence);
    if (!(session.spec().kind() instanceof QuickSession)) {
      return new Failed(NO_SCRATCH, "only quick sessions work on scratch");
    }
    if (session.state() == SessionState.ACTIVE && !Files.isDirectory(of(session))) {
      return new Gone(NO_SCRATCH, "somebody removed " + of(session));
    }
    try {
      Files.createDirectories(of(session));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ready(session);
  }

  @Override
  public EnvironmentState observe(Session session, Fence fence) {
    fences.admit(session.id(), fence);
    return Files.isDirectory(of(session))
        ? ready(session)
        : new Gone(NO_SCRATCH, "there is no " + of(session));
  }

  @Override
  public Release release(Session session, Fence fence, Retention retention) {
    fences.admit(session.id(), fence);
    try {
      Files.deleteIfExists(of(session));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Release.DONE;
  }

  private EnvironmentState ready(Session session) {
    return new Ready(new Endpoint(Endpoint.LOCAL, of(session).toString()));
  }

  Path of(Session session) {
    return root.resolve(session.id().value());
  }
}
