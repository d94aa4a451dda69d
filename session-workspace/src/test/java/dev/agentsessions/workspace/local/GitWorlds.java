package dev.agentsessions.workspace.local;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.testkit.SequentialIds;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.testkit.workspace.GitWorld;
import java.nio.file.Path;

/** Sessions on clones, in folders of a test's own. */
final class GitWorlds {
  private final Path folder;
  private final SequentialIds ids = new SequentialIds();

  GitWorlds(Path folder) {
    this.folder = folder;
  }

  /** A session on a clone, its origin reached as a file of this machine. */
  GitWorld next() {
    Path own = folder.resolve(ids.next("world-"));
    own.toFile().mkdirs();
    TestRepository first = TestRepository.at(own.resolve("first"));
    TestRepository origin = first.bare(own.resolve("origin.git"));
    TestRepository here = origin.cloned(own.resolve("here"));
    TestRepository elsewhere = origin.cloned(own.resolve("elsewhere"));
    return new GitWorld(session(here.path()), here, elsewhere, origin);
  }

  /** A session on any directory. */
  Session session(Path directory) {
    return new SampleSession(new SessionId(ids.next(SessionId.PREFIX)), ProjectId.DEFAULT, "sample")
        .kind(new QuickSession(directory))
        .build();
  }
}
