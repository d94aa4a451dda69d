package dev.agentsessions.examples.cluster;

import dev.agentsessions.AgentSessions;
import dev.agentsessions.SecretsModule;
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
import dev.agentsessions.secret.SecretKey;
import dev.agentsessions.store.postgres.PostgresStoreConfig;
import dev.agentsessions.store.postgres.PostgresStoreModule;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import dev.agentsessions.workspace.local.WorkspaceModule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Hosts on one PostgreSQL, each as on a machine of its own: what is asked of one, all show; what
 * runs on one goes with it, and comes back with it.
 */
final class Cluster implements AutoCloseable {
  private final List<AgentSessions> hosts = new ArrayList<>();

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Demonstration.of(arguments).run();
  }

  /**
   * @param store where the database is; any server does, and hosts on other machines may join
   * @param data for each host's own directory
   */
  static Cluster start(int size, PostgresStoreConfig store, Path data, HouseRules rules)
      throws IOException {
    var cluster = new Cluster();
    try {
      var key = SecretKey.in(data.resolve("secret.key")); // all hosts of a store have one
      for (int number = 1; number <= size; number++) {
        cluster.hosts.add(host("host-" + number, store, data, key, rules));
      }
    } catch (RuntimeException | Error failure) {
      cluster.close();
      throw failure;
    }
    return cluster;
  }

  private static AgentSessions host(
      String name, PostgresStoreConfig store, Path data, SecretKey key, HouseRules rules) {
    Path own = data.resolve(name);
    return AgentSessions.start(
        new PostgresStoreModule(store),
        new WorkspaceModule(WorkspaceConfig.at(own, System.getenv())),
        new PtyModule(PtyConfig.at(own, System.getenv())),
        new SingleUserModule(),
        rules,
        new CronModule(),
        new SecretsModule(key),
        new SessionModule(
            HostConfig.of(new HostId(name), HostConfig.in(own).node()), ReconcilerConfig.DEFAULT),
        new SessionHttpModule(SessionHttpConfig.loopback(0)));
  }

  /** Where each host's page is, in their order. */
  List<URI> addresses() {
    return hosts.stream().map(host -> host.get(HttpServer.class).address()).toList();
  }

  AgentSessions host(int number) {
    return hosts.get(number);
  }

  /** Ends one host, as when its machine is switched off. */
  void end(int number) {
    hosts.remove(number).close();
  }

  @Override
  public void close() {
    hosts.reversed().forEach(AgentSessions::close);
  }
}
