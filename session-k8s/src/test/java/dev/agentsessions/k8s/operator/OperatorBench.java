package dev.agentsessions.k8s.operator;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.agentsessions.k8s.content.ContentAddress;
import dev.agentsessions.k8s.resource.AccessWish;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import dev.agentsessions.k8s.resource.RunPhase;
import dev.agentsessions.session.SessionException;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** A namespace, an operator for it, and the hands of a user. */
public final class OperatorBench implements AutoCloseable {
  private static final Duration LONG =
      Duration.ofSeconds(
          System.getProperty("cluster") == null ? Integer.getInteger("k8s.wait", 30) : 300);
  private static final int TRIES = 10;
  private static final String IMAGE = System.getProperty("cluster.image", "busybox:1.36");

  private final TestCluster cluster;
  private final String namespace;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private OperatorConfig config;
  private ContentAddress pods =
      endpoint -> {
        throw new SessionException.Unavailable("no pod is reached from a test", null);
      };
  private ApiWrites writes = new ApiWrites();
  private @Nullable KubernetesClient operatorClient;
  private @Nullable SessionOperator operator;

  public OperatorBench(TestCluster cluster) {
    this(cluster, cluster.newNamespace());
  }

  /** Another one of a namespace. */
  public OperatorBench(TestCluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
    ContentConfig content = ContentConfig.of(IMAGE);
    this.config =
        new OperatorConfig(
            namespace,
            Set.of(namespace),
            ApiConfig.at(URI.create("https://sessions.example/api/v1")),
            new ContentConfig(
                IMAGE,
                List.of("true"),
                List.of(
                    "sh", "-c", "mkdir /tmp/w; echo ok >/tmp/w/readyz; httpd -f -p 8788 -h /tmp/w"),
                content.port(),
                content.requests(),
                content.limits()),
            RunnerConfig.of(IMAGE),
            Set.of(),
            Optional.empty());
  }

  public void configure(UnaryOperator<OperatorConfig> change) {
    config = change.apply(config);
  }

  /** How operators that are begun from now on reach content services; nobody's are, unless said. */
  public void reach(ContentAddress pods) {
    this.pods = pods;
  }

  /** Begins an operator, with what it writes counted anew. */
  public void start() {
    writes = new ApiWrites();
    operatorClient = cluster.client(writes);
    operator = new SessionOperator(operatorClient, config, now::get, pods);
    operator.start();
  }

  public void stop() {
    if (operator != null) {
      operator.close();
      operator = null;
    }
    if (operatorClient != null) {
      operatorClient.close();
      operatorClient = null;
    }
  }

  @Override
  public void close() {
    stop();
    cluster.remove(namespace);
  }

  SessionOperator operator() {
    return operator;
  }

  public OperatorConfig config() {
    return config;
  }

  public ApiWrites writes() {
    return writes;
  }

  public TestCluster cluster() {
    return cluster;
  }

  public KubernetesClient client() {
    return cluster.client();
  }

  public String namespace() {
    return namespace;
  }

  public AgenticSession create(String name) {
    return create(name, "{}");
  }

  /**
   * @param spec in YAML; a runner that says nothing sleeps
   */
  public AgenticSession create(String name, String spec) {
    AgenticSession session = new AgenticSession();
    session.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    session.setSpec(Serialization.unmarshal("---\n" + spec, AgenticSessionSpec.class));
    session.setStatus(null);
    return client().resource(session).create();
  }

  /** A session whose runner is a shell script. */
  AgenticSession running(String name, String script) {
    return create(name, "runner: {command: [sh, -c, " + Serialization.asJson(script) + "]}");
  }

  /**
   * Sets fields of a spec.
   *
   * @param fields in YAML
   */
  public void change(String name, String fields) {
    Map<String, Object> changes =
        Serialization.unmarshal("---\n" + fields, new TypeReference<Map<String, Object>>() {});
    again(
        () ->
            client()
                .genericKubernetesResources(
                    AgenticSession.GROUP + "/" + AgenticSession.VERSION, "AgenticSession")
                .inNamespace(namespace)
                .withName(name)
                .edit(
                    session -> {
                      Map<String, Object> spec = new HashMap<>(session.get("spec"));
                      spec.putAll(changes);
                      session.setAdditionalProperty("spec", spec);
                      return session;
                    }));
  }

  /** A user tries again what somebody else's write came before. */
  private static void again(Runnable change) {
    for (int tries = 1; ; tries++) {
      try {
        change.run();
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Has a status say a phase, whether that is one or not. */
  public void tellPhase(String name, String phase) {
    var sessions =
        client()
            .genericKubernetesResources(
                AgenticSession.GROUP + "/" + AgenticSession.VERSION, "AgenticSession")
            .inNamespace(namespace);
    again(
        () -> {
          var session = sessions.withName(name).get();
          session.setAdditionalProperty("status", Map.of("phase", phase));
          sessions.resource(session).updateStatus();
        });
  }

  /** No status of the session's is written from now on, or it may be again. */
  void refuseStatuses(String name, boolean refused) {
    String path = "/namespaces/" + namespace + "/agenticsessions/" + name + "/status";
    cluster
        .server()
        .refuse(
            request ->
                refused && request.getPath().contains(path)
                    ? Optional.of(ApplyServer.failure(503, "Unavailable", "as a test says"))
                    : Optional.empty());
  }

  public void set(String name, String field, Object value) {
    change(name, field + ": " + value);
  }

  /** Somebody asks for the files of a session that rests. */
  public void access(String name, Duration life) {
    again(
        () ->
            client()
                .resources(AgenticSession.class)
                .inNamespace(namespace)
                .withName(name)
                .edit(
                    session -> {
                      Map<String, String> annotations =
                          new HashMap<>(
                              Optional.ofNullable(session.getMetadata().getAnnotations())
                                  .orElse(Map.of()));
                      annotations.putAll(new AccessWish(now.get().plus(life)).on(session));
                      session.getMetadata().setAnnotations(annotations);
                      return session;
                    }));
  }

  /** What becomes of the pod that serves a resting session's files from now on. */
  void accessFate(String name, Fate fate) {
    cluster.controllers().fate(key(name) + Controllers.ACCESS, fate);
  }

  public Condition awaitCondition(String name, String type, String status) {
    await(
        name,
        session ->
            session.getStatus().conditions().stream()
                .anyMatch(one -> one.getType().equals(type) && one.getStatus().equals(status)));
    return condition(name, type).orElseThrow();
  }

  /** What the runs of a session come to from now on. */
  public void fate(String name, Fate fate) {
    cluster.controllers().fate(key(name), fate);
  }

  /** Pods of the session stay, even when they are to go. */
  public void hold(String name) {
    cluster.controllers().hold(key(name));
  }

  public void letGo(String name) {
    cluster.controllers().letGo(key(name));
  }

  /** Pods of the session go no further than being made. */
  public void delay(String name) {
    cluster.controllers().delay(key(name));
  }

  private String key(String name) {
    return namespace + "/" + name;
  }

  public void delete(String name) {
    client().resources(AgenticSession.class).inNamespace(namespace).withName(name).delete();
  }

  public Optional<AgenticSession> find(String name) {
    return Optional.ofNullable(
        client().resources(AgenticSession.class).inNamespace(namespace).withName(name).get());
  }

  public AgenticSession get(String name) {
    return find(name).orElseThrow();
  }

  public Optional<Condition> condition(String name, String type) {
    return get(name).getStatus().conditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst();
  }

  public AgenticSession awaitPhase(String name, RunPhase phase) {
    return await(name, session -> session.getStatus().phase() == phase);
  }

  public AgenticSession await(String name, Predicate<AgenticSession> fact) {
    AtomicReference<Object> last = new AtomicReference<>("nothing");
    return await(
            "session " + name,
            () ->
                find(name)
                    .map(
                        session -> {
                          last.set(session.getStatus());
                          return session;
                        })
                    .filter(fact),
            last)
        .orElseThrow();
  }

  public void awaitGone(String name) {
    await(
        "session to go: " + name,
        () -> find(name).isEmpty() ? Optional.of(true) : Optional.empty(),
        new AtomicReference<>(""));
  }

  public void await(Callable<Boolean> fact) {
    await(
        "fact",
        () -> fact.call() ? Optional.of(true) : Optional.empty(),
        new AtomicReference<>(""));
  }

  private <T> Optional<T> await(
      String what, Callable<Optional<T>> look, AtomicReference<Object> last) {
    try {
      return Awaitility.await(what)
          .atMost(LONG)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .until(look, Optional::isPresent);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          what + " is still " + last.get() + " in " + everything() + " after " + writes.made(), e);
    }
  }

  /** Objects of the session, by the owner they name. */
  public List<HasMetadata> objects(AgenticSession session) {
    return Kinds.in(namespace, client()).filter(object -> Marks.owns(session, object)).toList();
  }

  /** A session and all that is its, as they are. */
  List<HasMetadata> world(String name) {
    return Stream.concat(Stream.of(get(name)), objects(get(name)).stream()).toList();
  }

  Stream<HasMetadata> everyObject() {
    return Kinds.in(namespace, client());
  }

  /** Kind and name of all that is in the namespace. */
  public List<String> everything() {
    return everyObject()
        .map(object -> object.getKind() + "/" + object.getMetadata().getName())
        .sorted()
        .toList();
  }

  /** The token for the API that the session's runner has now. */
  public String runnerToken(String name) {
    return new String(
        Base64.getDecoder().decode(tokens(name).getData().get(TokenSecret.API_TOKEN)),
        StandardCharsets.UTF_8);
  }

  /** What the Secret holds that the session's status names; empty: it names none. */
  public Optional<String> secretValue(String name, String key) {
    return Optional.ofNullable(status(name).tokenSecret())
        .map(secret -> client().secrets().inNamespace(namespace).withName(secret).get())
        .map(secret -> secret.getData().get(key))
        .map(data -> new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8));
  }

  Secret tokens(String name) {
    return client().secrets().inNamespace(namespace).withName(Names.of(get(name)).tokens()).get();
  }

  /** The operator's time. */
  public Instant now() {
    return now.get();
  }

  /** Time goes by for the operator. */
  public void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  /** Has the operator look at what got old. */
  public void lookAtDue() {
    operator.lookAtDue();
  }

  /** A Secret of a user's. */
  Secret secret(String name, Map<String, String> values) {
    Map<String, String> data = new HashMap<>();
    values.forEach(
        (key, value) ->
            data.put(
                key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withData(data)
                .build())
        .create();
  }

  public AgenticSessionStatus status(String name) {
    return get(name).getStatus();
  }
}
