package dev.agentsessions.testkit.workspace;

import dev.agentsessions.session.Session;
import dev.agentsessions.testkit.FakeClock;
import dev.agentsessions.testkit.FakeRestingWorkspaces;
import dev.agentsessions.workspace.ContentService;
import dev.agentsessions.workspace.RestingWorkspaces;
import java.net.URI;
import java.time.Duration;

class FakeRestingWorkspacesTest implements RestingWorkspacesContract {
  private static final ContentService SERVICE =
      new ContentService(URI.create("http://127.0.0.1:1"), "token");

  private final Samples samples = new Samples();
  private final FakeClock clock = FakeClock.atNoon();
  private final FakeRestingWorkspaces workspaces = new FakeRestingWorkspaces(clock, () -> SERVICE);

  @Override
  public RestingWorkspaces workspaces() {
    return workspaces;
  }

  @Override
  public Session rested() {
    return samples.session();
  }

  @Override
  public Session neverRan() {
    Session session = samples.session();
    workspaces.empty(session.id());
    return session;
  }

  @Override
  public void awaitOpen(Session session) {
    workspaces.open(session.id());
  }

  @Override
  public void pass(Duration time) {
    clock.advance(time);
  }
}
