package dev.agentsessions.examples.console;

import dev.agentsessions.AgentSessions;
import dev.agentsessions.SecretsModule;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.cron.CronModule;
import dev.agentsessions.examples.program.DataDirectory;
import dev.agentsessions.examples.program.HostProgram;
import dev.agentsessions.examples.program.KeyFile;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.http.HttpServer;
import dev.agentsessions.http.SessionHttpModule;
import dev.agentsessions.pty.PtyConfig;
import dev.agentsessions.pty.PtyModule;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.workspace.GitUrl.Scheme;
import dev.agentsessions.workspace.local.GitConfig;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import dev.agentsessions.workspace.local.WorkspaceModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A console host, with its options, that reaches remotes by HTTP: those of tests are of it. */
final class CredentialHost {
  private CredentialHost() {}

  public static void main(String[] arguments) {
    HostProgram.run(() -> start(ConsoleOptions.of(List.of(arguments))));
  }

  private static HostProgram.Serving start(ConsoleOptions options) {
    DataDirectory data = DataDirectory.enter(options.data().directory(), options.data().hostId());
    Path directory = data.path();
    WorkspaceConfig usual = WorkspaceConfig.at(directory);
    AgentSessions host =
        AgentSessions.start(
            options.data().store().module(directory),
            new WorkspaceModule(
                new WorkspaceConfig(
                    usual.worktrees(),
                    GitConfig.USUAL.reaching(Set.of(Scheme.HTTP)),
                    usual.commandLimit(),
                    usual.parallel())),
            new PtyModule(PtyConfig.at(directory, System.getenv())),
            new SingleUserModule(),
            new CronModule(),
            new SecretsModule(KeyFile.read(directory, options.data().secretKey())),
            ConsoleHost.gitHub(options.gitHub()),
            new SessionModule(
                HostConfig.of(options.data().hostId(), data.node()), ReconcilerConfig.DEFAULT),
            new SessionHttpModule(options.server().serving(Set.of())));
    return new HostProgram.Serving(host.get(HttpServer.class).address(), host, data);
  }
}
