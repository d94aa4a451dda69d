package dev.agentsessions.examples.embed;

import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.pty.PtyConfig;
import dev.agentsessions.pty.PtyModule;
import dev.agentsessions.session.Session;
import dev.agentsessions.store.h2.H2StoreConfig;
import dev.agentsessions.store.h2.H2StoreModule;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import dev.agentsessions.workspace.local.WorkspaceModule;
import java.nio.file.Path;

/** Runs a command in a session and prints what it says: the README's example. */
public final class Embed {
  private Embed() {}

  public static void main(String[] arguments) throws Exception {
    Caller me = Caller.of("me");
    Path data = Path.of("target/data");
    try (AgentSessions host =
        AgentSessions.start(
            new H2StoreModule(H2StoreConfig.at(data.resolve("store/sessions"))),
            new WorkspaceModule(WorkspaceConfig.at(data)),
            new PtyModule(PtyConfig.at(data, System.getenv())),
            new SingleUserModule(),
            new SessionModule(HostConfig.in(data)))) {
      CreateSession request =
          CreateSession.in(Path.of("")).running("sh", "-c", "echo hello-$((20+22))");
      Session session = host.sessions().create(me, ProjectId.DEFAULT, request);
      host.live().attach(me, session).copyTo(System.out);
    }
  }
}
