package dev.agentsessions.examples.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.cron.CronModule;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.http.HttpServer;
import dev.agentsessions.http.SessionHttpConfig;
import dev.agentsessions.http.SessionHttpModule;
import dev.agentsessions.pty.PtyConfig;
import dev.agentsessions.pty.PtyModule;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.store.h2.H2StoreConfig;
import dev.agentsessions.store.h2.H2StoreModule;
import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl.Scheme;
import dev.agentsessions.workspace.local.GitConfig;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import dev.agentsessions.workspace.local.WorkspaceModule;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A console host that knows one credential for every remote, read from standard input: so it is in
 * none of its arguments, variables and files. Data directory first.
 */
final class CredentialHost {
  private static final HostId ID = new HostId("main");

  private CredentialHost() {}

  public static void main(String[] arguments) throws Exception {
    String password = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
    GitTokens tokens =
        (project, owner, url) -> Optional.of(new GitCredential("ada", password, Optional.empty()));
    HostProgram.run(() -> start(Path.of(List.of(arguments).getFirst()), tokens));
  }

  private static HostProgram.Serving start(Path directory, GitTokens tokens) {
    DataDirectory data = DataDirectory.enter(directory, ID);
    WorkspaceConfig usual = WorkspaceConfig.at(directory);
    AgentSessions host =
        AgentSessions.start(
            new H2StoreModule(H2StoreConfig.at(directory.resolve("store/sessions"))),
            new WorkspaceModule(
                new WorkspaceConfig(
                    usual.worktrees(),
                    GitConfig.USUAL.reaching(Set.of(Scheme.HTTP)),
                    usual.commandLimit(),
                    usual.parallel())),
            new PtyModule(PtyConfig.at(directory, System.getenv())),
            new SingleUserModule(),
            new CronModule(),
            binder ->
                OptionalBinder.newOptionalBinder(binder, GitTokens.class)
                    .setBinding()
                    .toInstance(tokens),
            new SessionModule(HostConfig.of(ID, data.node()), ReconcilerConfig.DEFAULT),
            new SessionHttpModule(
                new SessionHttpConfig(
                    InetAddress.getLoopbackAddress(), 0, Set.of(), Optional.empty())));
    return new HostProgram.Serving(host.get(HttpServer.class).address(), host, data);
  }
}
