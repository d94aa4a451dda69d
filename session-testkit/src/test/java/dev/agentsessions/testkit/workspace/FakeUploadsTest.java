package dev.agentsessions.testkit.workspace;

import dev.agentsessions.session.Session;
import dev.agentsessions.testkit.FakeUploads;
import dev.agentsessions.workspace.Uploads;
import java.util.Set;

class FakeUploadsTest implements UploadsContract {
  private final Samples samples = new Samples();
  private final FakeUploads uploads = new FakeUploads();

  @Override
  public Uploads uploads() {
    return uploads;
  }

  @Override
  public Session session() {
    return samples.session();
  }

  @Override
  public Set<String> waiting(Session session) {
    return uploads.waiting(session.id());
  }
}
