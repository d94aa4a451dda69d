package dev.agentsessions.testkit.workspace;

import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.testkit.SequentialIds;
import dev.agentsessions.testkit.store.SampleSession;
import java.nio.file.Path;

/** Sessions with ids of their own. */
final class Samples {
  private final IdGenerator ids = new SequentialIds();

  Session session() {
    return session(new QuickSession(Path.of("/srv/work")));
  }

  Session session(SessionKind kind) {
    return new SampleSession(new SessionId(ids.next(SessionId.PREFIX)), ProjectId.DEFAULT, "sample")
        .kind(kind)
        .build();
  }
}
