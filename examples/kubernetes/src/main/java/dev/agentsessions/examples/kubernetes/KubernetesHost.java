package dev.agentsessions.examples.kubernetes;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.SecretsModule;
import dev.agentsessions.SessionModule;
import dev.agentsessions.cron.CronModule;
import dev.agentsessions.examples.console.ConsoleHost;
import dev.agentsessions.examples.console.DataDirectory;
import dev.agentsessions.examples.console.HostProgram;
import dev.agentsessions.examples.console.KeyFile;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.http.HttpServer;
import dev.agentsessions.http.SessionHttpConfig;
import dev.agentsessions.http.SessionHttpModule;
import dev.agentsessions.k8s.KubernetesClientModule;
import dev.agentsessions.k8s.environment.KubernetesEnvironmentsConfig;
import dev.agentsessions.k8s.environment.KubernetesEnvironmentsModule;
import dev.agentsessions.k8s.environment.RunnerIdentityConfig;
import dev.agentsessions.k8s.environment.RunnerIdentityModule;
import dev.agentsessions.k8s.operator.OperatorModule;
import dev.agentsessions.reconcile.ReconcilerConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The host that {@code examples/kubernetes/run} starts: sessions on a cluster. */
public final class KubernetesHost {
  private KubernetesHost() {}

  public static void main(String[] arguments) {
    HostProgram.run(
        () -> {
          HostOptions options = HostOptions.of(List.of(arguments));
          ClusterOptions cluster = options.cluster();
          DataDirectory data = DataDirectory.enter(options.data(), options.hostId());
          var sessions = KubernetesEnvironmentsConfig.in(cluster.namespace());
          AgentSessions host =
              AgentSessions.start( // in this order, and closed the other way round
                  new KubernetesClientModule(cluster.config()),
                  ConsoleHost.store(options.store(), data),
                  operator(cluster),
                  new KubernetesEnvironmentsModule(sessions),
                  new RunnerIdentityModule(new RunnerIdentityConfig(sessions, cluster.audience())),
                  new ClusterOnlyModule(),
                  ConsoleHost.auth(options.auth(), data),
                  new CronModule(),
                  new SecretsModule(KeyFile.read(data.path(), Optional.empty())),
                  new SessionModule(
                      HostConfig.of(options.hostId(), data.node()), ReconcilerConfig.DEFAULT),
                  new SessionHttpModule(
                      new SessionHttpConfig(
                          options.bind(),
                          options.port(),
                          Set.of(cluster.apiUrl().getRawAuthority()),
                          Optional.empty())));
          return new HostProgram.Serving(host.get(HttpServer.class).address(), host, data);
        });
  }

  private static Module operator(ClusterOptions cluster) {
    return cluster.operates() ? new OperatorModule(cluster.operator()) : Modules.EMPTY_MODULE;
  }
}
