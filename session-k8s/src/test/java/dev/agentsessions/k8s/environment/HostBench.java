package dev.agentsessions.k8s.environment;

import static org.awaitility.Awaitility.await;

import dev.agentsessions.catalog.ListedBranches;
import dev.agentsessions.host.Fence;
import dev.agentsessions.k8s.content.ContentAddress;
import dev.agentsessions.k8s.operator.ApiWrites;
import dev.agentsessions.k8s.operator.TestCluster;
import dev.agentsessions.memory.InMemoryStore;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspaceContents;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The environments of one host, with what the host is woken for. */
final class HostBench implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final ApiWrites writes = new ApiWrites();
  private final List<SessionId> woken = new CopyOnWriteArrayList<>();
  private final KubernetesClient client;
  private final SessionWatch watch;
  private final ClusterPods pods;
  private final Resources resources;
  private final KubernetesEnvironments environments;

  HostBench(TestCluster cluster, String namespace) {
    this(cluster, KubernetesEnvironmentsConfig.in(namespace));
  }

  HostBench(TestCluster cluster, KubernetesEnvironmentsConfig config) {
    this(cluster, config, WorkspaceContents.NONE, Ticker.SYSTEM);
  }

  /** With content services that are as a test makes them. */
  HostBench(TestCluster cluster, String namespace, WorkspaceContents contents, Ticker ticker) {
    this(cluster, KubernetesEnvironmentsConfig.in(namespace), contents, ticker);
  }

  private HostBench(
      TestCluster cluster,
      KubernetesEnvironmentsConfig config,
      WorkspaceContents contents,
      Ticker ticker) {
    client = cluster.client(writes);
    watch = new SessionWatch(client, config, woken::add);
    resources = new Resources(client, config, watch);
    pods = new ClusterPods(client, watch, ContentAddress.IN_CLUSTER);
    environments = environments(resources, watch, pods, contents, ticker);
    watch.start();
    config
        .all()
        .forEach(
            namespace ->
                await()
                    .atMost(LONG)
                    .pollDelay(Duration.ZERO)
                    .until(() -> watch.hasBegun(namespace)));
  }

  /** In a project that protects the usual branches. */
  static KubernetesEnvironments environments(
      Resources resources,
      SessionWatch watch,
      ClusterPods pods,
      WorkspaceContents contents,
      Ticker ticker) {
    var store = new InMemoryStore(InstantSource.system());
    return new KubernetesEnvironments(
        resources,
        watch,
        contents,
        new RestPushes(
            contents,
            new RestingPods(resources, pods, InstantSource.system()),
            pods,
            new ListedBranches(store.catalog(), store.projects()),
            ticker));
  }

  KubernetesEnvironments environments() {
    return environments;
  }

  /** Resting sessions' files, as this host reaches them. */
  RestingPods resting(InstantSource clock) {
    return new RestingPods(resources, pods, clock);
  }

  SessionWatch watch() {
    return watch;
  }

  ApiWrites writes() {
    return writes;
  }

  /** Each time that a session's owner was woken. */
  List<SessionId> woken() {
    return woken;
  }

  <T extends EnvironmentState> T awaitState(Session session, Fence fence, Class<T> state) {
    return state.cast(
        await("ensured as " + state.getSimpleName())
            .atMost(LONG)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(5))
            .until(() -> environments.ensure(session, fence), state::isInstance));
  }

  void awaitReleased(Session session, Fence fence, Retention retention) {
    await("released")
        .atMost(LONG)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> environments.release(session, fence, retention), Release.DONE::equals);
  }

  @Override
  public void close() {
    watch.close();
    client.close();
  }
}
