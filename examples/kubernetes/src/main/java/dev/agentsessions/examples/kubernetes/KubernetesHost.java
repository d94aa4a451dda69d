package dev.agentsessions.examples.kubernetes;

import com.google.inject.Module;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.util.Modules;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.SecretsModule;
import dev.agentsessions.SessionModule;
import dev.agentsessions.cron.CronModule;
import dev.agentsessions.examples.program.AuthChoice;
import dev.agentsessions.examples.program.DataDirectory;
import dev.agentsessions.examples.program.HostProgram;
import dev.agentsessions.examples.program.KeyFile;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.http.HttpServer;
import dev.agentsessions.http.SessionHttpModule;
import dev.agentsessions.k8s.KubernetesClientModule;
import dev.agentsessions.k8s.content.ContentAddress;
import dev.agentsessions.k8s.environment.ClusterOnlyModule;
import dev.agentsessions.k8s.environment.KubernetesEnvironmentsConfig;
import dev.agentsessions.k8s.environment.KubernetesEnvironmentsModule;
import dev.agentsessions.k8s.environment.RunnerIdentityConfig;
import dev.agentsessions.k8s.environment.RunnerIdentityModule;
import dev.agentsessions.k8s.operator.ApiConfig;
import dev.agentsessions.k8s.operator.OperatorModule;
import io.fabric8.kubernetes.client.Config;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The host that {@code examples/kubernetes/run} starts: sessions on a cluster, in a browser. */
public final class KubernetesHost {
  private static final String USUAL_NAMESPACE = "default";

  private KubernetesHost() {}

  public static void main(String[] arguments) {
    HostProgram.run(
        () -> {
          KubernetesOptions options = KubernetesOptions.of(List.of(arguments));
          Config cluster = options.cluster().cluster();
          DataDirectory data =
              DataDirectory.enter(options.data().directory(), options.data().hostId());
          AgentSessions host = start(options, cluster, data);
          return new HostProgram.Serving(host.get(HttpServer.class).address(), host, data);
        });
  }

  private static AgentSessions start(
      KubernetesOptions options, Config cluster, DataDirectory data) {
    String namespace =
        options
            .namespace()
            .or(() -> Optional.ofNullable(cluster.getNamespace()))
            .orElse(USUAL_NAMESPACE);
    var sessions = KubernetesEnvironmentsConfig.in(options.sessions().orElse(namespace));
    return AgentSessions.start( // in this order, and closed the other way round
        options.data().store().module(data.path()),
        new KubernetesClientModule(cluster),
        operator(options, namespace),
        new KubernetesEnvironmentsModule(sessions),
        pods(options.content()),
        new ClusterOnlyModule(),
        options.server().auth().module(data.path()),
        runners(options.server().auth(), sessions),
        new CronModule(),
        new SecretsModule(KeyFile.read(data.path(), options.data().secretKey())),
        new SessionModule(HostConfig.of(options.data().hostId(), data.node())),
        new SessionHttpModule(options.server().serving(names(options))));
  }

  private static Module pods(ContentAddress content) {
    return binder ->
        OptionalBinder.newOptionalBinder(binder, ContentAddress.class)
            .setBinding()
            .toInstance(content);
  }

  /** Each with the port and, as whoever is in front may call it, without. */
  private static Set<String> names(KubernetesOptions options) {
    return options.serverNames().stream()
        .flatMap(name -> Stream.of(name, name + ":" + options.server().port()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A single user needs no proof, and runners neither. */
  private static Module runners(AuthChoice auth, KubernetesEnvironmentsConfig sessions) {
    return switch (auth) {
      case SINGLE_USER -> Modules.EMPTY_MODULE;
      case TOKENS ->
          new RunnerIdentityModule(new RunnerIdentityConfig(sessions, ApiConfig.AUDIENCE));
    };
  }

  /** Sessions may be run by an operator that is another program. */
  private static Module operator(KubernetesOptions options, String namespace) {
    return options
        .operator()
        .<Module>map(operator -> new OperatorModule(operator.in(namespace)))
        .orElse(Modules.EMPTY_MODULE);
  }
}
