package dev.agentsessions.examples.console;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.SecretsModule;
import dev.agentsessions.SessionModule;
import dev.agentsessions.cron.CronModule;
import dev.agentsessions.examples.program.AuthChoice;
import dev.agentsessions.examples.program.DataDirectory;
import dev.agentsessions.examples.program.HostProgram;
import dev.agentsessions.examples.program.KeyFile;
import dev.agentsessions.github.GitHubConfig;
import dev.agentsessions.github.GitHubModule;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.http.HttpServer;
import dev.agentsessions.http.SessionHttpModule;
import dev.agentsessions.identity.AdministratorToken;
import dev.agentsessions.identity.BearerIdentity;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.pty.PtyConfig;
import dev.agentsessions.pty.PtyModule;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import dev.agentsessions.workspace.local.WorkspaceModule;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The host that {@code examples/console/run} starts: sessions on this machine, in a browser. */
public final class ConsoleHost {
  private ConsoleHost() {}

  public static void main(String[] arguments) {
    HostProgram.run(
        () -> {
          ConsoleOptions options = ConsoleOptions.of(List.of(arguments));
          DataDirectory data =
              DataDirectory.enter(options.data().directory(), options.data().hostId());
          StartImport imports =
              StartImport.find(
                  data.path(), options.imported(), InstantSource.system(), System.err::println);
          AgentSessions host =
              AgentSessions.start( // in this order, and closed the other way round
                  options.data().store().module(data.path()),
                  new WorkspaceModule(
                      options.git().in(WorkspaceConfig.at(data.path(), System.getenv()))),
                  runtime(options.runtime(), data),
                  options.server().auth().module(data.path()),
                  new AgentsModule(options.agents()),
                  new CronModule(),
                  new SecretsModule(KeyFile.read(data.path(), options.data().secretKey())),
                  gitHub(options.gitHub()),
                  new SessionModule(
                      HostConfig.of(options.data().hostId(), data.node()),
                      ReconcilerConfig.DEFAULT),
                  new SessionHttpModule(options.server().serving(Set.of())));
          return HostProgram.Serving.after(
              () -> imports.into(host, importer(options.server().auth())),
              host.get(HttpServer.class).address(),
              host,
              data);
        });
  }

  /** Without an app there are the tokens that people store. */
  static Module gitHub(Optional<GitHubConfig> app) {
    return app.<Module>map(GitHubModule::new).orElse(Modules.EMPTY_MODULE);
  }

  /** Who owns what this host imports. */
  private static Caller importer(AuthChoice choice) {
    return switch (choice) {
      case SINGLE_USER -> BearerIdentity.USER;
      case TOKENS -> AdministratorToken.ADMINISTRATOR;
    };
  }

  private static Module runtime(RuntimeChoice choice, DataDirectory data) {
    return switch (choice) {
      case LOCAL -> new PtyModule(PtyConfig.at(data.path(), System.getenv()));
      case FAKE -> new FakeRuntimeModule();
    };
  }
}
