package dev.agentsessions.k8s.environment;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.name.Names;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.agent.BuiltInAgents;
import dev.agentsessions.agent.ConfiguredAgents;
import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.host.ApiAddress;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.http.SessionHttpConfig;
import dev.agentsessions.http.SessionHttpModule;
import dev.agentsessions.k8s.content.ContentAddress;
import dev.agentsessions.k8s.operator.ApiWrites;
import dev.agentsessions.k8s.operator.OperatorBench;
import dev.agentsessions.k8s.operator.OperatorConfig;
import dev.agentsessions.k8s.operator.OperatorModule;
import dev.agentsessions.memory.InMemoryStoreModule;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.testkit.AnyWorkspace;
import dev.agentsessions.testkit.FakeWorkerRuntime;
import dev.agentsessions.testkit.TerminalClient;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.workspace.WorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceContents;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A host with its API, sessions on a cluster, and the operator in it, for a namespace without
 * another operator. What a cluster does is heard of, or it is not seen: the host looks by itself
 * after minutes only. Workers in pods are fakes unless it is said how pods are reached.
 */
final class WholeHost implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration HARDLY_EVER = Duration.ofMinutes(5);
  private static final String SESSIONS = "/api/v1/projects/default/sessions";

  /** Says where it runs and what it is told of, and then waits. */
  private static final Agent SCRIPTED =
      new Agent(
          new AgentId("scripted"),
          "Scripted",
          List.of("sh", "-c", "printf '<%s|%s>' \"$PWD\" \"$SESSION_DIRS\"; exec cat"));

  private static final ObjectMapper JSON = new ObjectMapper();

  // Held, or its level is collected with it.
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  static {
    HELIDON.setLevel(Level.WARNING);
  }

  private final InMemoryOutputLog output = new InMemoryOutputLog();
  private final FakeWorkerRuntime workers = new FakeWorkerRuntime(output);
  private final HttpClient http = HttpClient.newHttpClient();
  private final KubernetesClient client;
  private final Optional<ContentAddress> pods;
  private final AgentSessions host;

  WholeHost(OperatorBench bench) {
    this(bench.cluster().client(new ApiWrites()), bench.config());
  }

  /** Closes the client. */
  WholeHost(KubernetesClient client, OperatorConfig operator) {
    this(client, operator, Optional.empty());
  }

  /** With real workers, in pods that are reached so. */
  WholeHost(OperatorBench bench, ContentAddress pods) {
    this(bench.cluster().client(new ApiWrites()), bench.config(), Optional.of(pods));
  }

  private WholeHost(
      KubernetesClient client, OperatorConfig operator, Optional<ContentAddress> pods) {
    this.client = client;
    this.pods = pods;
    host =
        AgentSessions.start(
            new Fakes(),
            new OperatorModule(operator),
            new KubernetesEnvironmentsModule(KubernetesEnvironmentsConfig.in(operator.namespace())),
            new RunnerIdentityModule(
                new RunnerIdentityConfig(
                    KubernetesEnvironmentsConfig.in(operator.namespace()),
                    operator.api().audience())),
            new SessionModule(HostConfig.of(new HostId("main"), new NodeId("node-1")), patience()),
            new InMemoryStoreModule(),
            new SingleUserModule(),
            new SessionHttpModule(SessionHttpConfig.loopback(0)));
  }

  private static ReconcilerConfig patience() {
    ReconcilerConfig usual = ReconcilerConfig.DEFAULT;
    return new ReconcilerConfig(
        usual.inactivityTimeout(),
        HARDLY_EVER,
        Duration.ofMillis(20),
        usual.maxRestarts(),
        usual.restartWindow(),
        usual.parallel());
  }

  private final class Fakes extends AbstractModule {
    @Override
    protected void configure() {
      bind(KubernetesClient.class).toInstance(client);
      bind(OutputLog.class).toInstance(output);
      bind(OutputSink.class).toInstance(output);
      bind(WorkspaceCheck.class).toInstance(new AnyWorkspace());
      OptionalBinder.newOptionalBinder(binder(), ConfiguredAgents.class)
          .setBinding()
          .toInstance(BuiltInAgents.and(List.of(SCRIPTED)));
      pods.ifPresentOrElse(this::reach, this::fake);
    }

    private void reach(ContentAddress address) {
      OptionalBinder.newOptionalBinder(binder(), ContentAddress.class)
          .setBinding()
          .toInstance(address);
    }

    private void fake() {
      OptionalBinder.newOptionalBinder(
              binder(),
              Key.get(WorkerRuntime.class, Names.named(KubernetesEnvironmentsModule.KUBERNETES)))
          .setBinding()
          .toInstance(workers);
      OptionalBinder.newOptionalBinder(
              binder(),
              Key.get(
                  WorkspaceContents.class, Names.named(KubernetesEnvironmentsModule.KUBERNETES)))
          .setBinding()
          .toInstance(WorkspaceContents.NONE);
    }
  }

  /**
   * @param spec in JSON, without the runtime
   * @return its id
   */
  String create(String spec) {
    return create(spec, true);
  }

  String create(String spec, boolean start) {
    String body =
        "{\"kind\": \"agentic\", \"spec\": {\"runtime\": \"kubernetes\"%s}, \"start\": %s}"
            .formatted(spec.isEmpty() ? "" : ", " + spec, start);
    return call("POST", "", body, 201).get("id").asText();
  }

  /** What the host is made of. */
  <T> T part(Class<T> port) {
    return host.get(port);
  }

  JsonNode get(String id) {
    return call("GET", "/" + id, "", 200);
  }

  JsonNode post(String id, String action, String body, int status) {
    return call("POST", "/" + id + "/" + action, body, status);
  }

  JsonNode put(String id, String what, String body, int status) {
    return call("PUT", "/" + id + "/" + what, body, status);
  }

  void delete(String id) {
    call("DELETE", "/" + id, "", 200);
  }

  JsonNode awaitPhase(String id, String phase) {
    return await(id + " to be " + phase)
        .atMost(LONG)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> get(id), session -> session.at("/status/phase").asText().equals(phase));
  }

  /** All that happened to all sessions, in words. */
  List<String> changes() {
    return host.journal().read(new EventCursor.OfProject(ProjectId.DEFAULT, 0), 1000).stream()
        .map(SessionEvent::change)
        .map(WholeHost::word)
        .toList();
  }

  private static String word(SessionChange change) {
    return change instanceof SessionChange.SessionMoved moved
        ? "moved to " + moved.to()
        : change.getClass().getSimpleName();
  }

  /** Somebody at a worker's terminal. */
  TerminalClient join(String id, String worker) {
    return TerminalClient.join(http, address("/" + id + "/workers/" + worker + "/terminal"));
  }

  FakeWorkerRuntime workers() {
    return workers;
  }

  /** What a runner gets for its token. */
  JsonNode callBy(String token, String method, String path, String body, int status) {
    return call(Optional.of(token), method, path, body, status);
  }

  private URI address(String path) {
    return host.get(ApiAddress.class).base().orElseThrow().resolve(SESSIONS + path);
  }

  /** What is asked with any method below the sessions. */
  JsonNode call(String method, String path, String body, int status) {
    return call(Optional.empty(), method, path, body, status);
  }

  /** What is answered to a question without a body. */
  int status(String method, String path) {
    return send(request(Optional.empty(), method, path, "")).statusCode();
  }

  private JsonNode call(
      Optional<String> token, String method, String path, String body, int status) {
    HttpResponse<String> response = send(request(token, method, path, body));
    if (response.statusCode() != status) {
      throw new AssertionError(
          method + " " + path + ": " + response.statusCode() + " " + response.body());
    }
    try {
      return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }

  private HttpRequest request(Optional<String> token, String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path))
            .timeout(LONG)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    return request.build();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(request.toString(), e);
    }
  }

  @Override
  public void close() {
    host.close();
    client.close();
    http.close();
  }
}
