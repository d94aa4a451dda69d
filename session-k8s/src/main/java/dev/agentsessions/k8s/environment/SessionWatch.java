package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.reconcile.WakeUps;
import dev.agentsessions.session.SessionId;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one watch of all sessions' resources (one for each namespace), and what it has told. A change
 * wakes the owner of just that session, and says nothing else: what is so is read by name. So it
 * does no harm that a change is told twice, late, or in another order. Begun anew for as long as
 * the API server cannot be reached.
 */
final class SessionWatch implements HostPart, ResourceEventHandler<AgenticSession> {
  private static final Logger log = LoggerFactory.getLogger(SessionWatch.class);

  private static final Duration MOMENT = Duration.ofSeconds(2);

  private final KubernetesClient client;
  private final KubernetesEnvironmentsConfig config;
  private final WakeUps wakeUps;

  /** By namespace; made once, when the host starts. */
  private volatile Map<String, SharedIndexInformer<AgenticSession>> informers = Map.of();

  /** Sessions of this host, by the names of their resources. */
  private final Map<String, SessionId> asked = new ConcurrentHashMap<>();

  @Inject
  SessionWatch(KubernetesClient client, KubernetesEnvironmentsConfig config, WakeUps wakeUps) {
    this.client = requireNonNull(client, "client");
    this.config = requireNonNull(config, "config");
    this.wakeUps = requireNonNull(wakeUps, "wakeUps");
  }

  /** Waits a moment for what there is; the host starts as well while the cluster is away. */
  @Override
  public void start() {
    Map<String, SharedIndexInformer<AgenticSession>> made = new HashMap<>();
    config.all().forEach(namespace -> made.put(namespace, informer(namespace)));
    informers = Map.copyOf(made);
    CompletableFuture<?>[] begun =
        made.values().stream()
            .map(informer -> informer.start().toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(begun).get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      log.warn("the cluster has not told yet which sessions there are: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the host closes at once
    }
  }

  private SharedIndexInformer<AgenticSession> informer(String namespace) {
    return client
        .resources(AgenticSession.class)
        .inNamespace(namespace)
        .withLabels(new Tags(config.instance()).common())
        .runnableInformer(0)
        .addEventHandler(this)
        .exceptionHandler(
            (started, failure) -> {
              log.warn(
                  "the watch of sessions in {} begins again: {}", namespace, failure.toString());
              return true;
            });
  }

  @Override
  public void close() {
    informers.values().forEach(SharedIndexInformer::stop);
  }

  /** From now on the session's owner is woken when its resource changes. */
  void ask(SessionId session) {
    asked.put(session.value(), session);
  }

  /** The session's owner is done with its resource. */
  void leave(SessionId session) {
    asked.remove(session.value());
  }

  boolean isAsked(SessionId session) {
    return asked.containsKey(session.value());
  }

  /** Whether changes are told now. */
  boolean isWatching() {
    return informers.values().stream().allMatch(SharedIndexInformer::isWatching);
  }

  /** Whether all that was there at the start was told. */
  boolean hasBegun(String namespace) {
    return Optional.ofNullable(informers.get(namespace))
        .filter(SharedIndexInformer::hasSynced)
        .isPresent();
  }

  /** The session's resource, in whichever namespace, as it was last told. */
  Optional<AgenticSession> find(SessionId session) {
    return informers.keySet().stream()
        .flatMap(namespace -> find(namespace, session.value()).stream())
        .findFirst();
  }

  /** The resource as it was last told. */
  Optional<AgenticSession> find(String namespace, String name) {
    return Optional.ofNullable(informers.get(namespace))
        .map(informer -> informer.getStore().getByKey(Cache.namespaceKeyFunc(namespace, name)));
  }

  @Override
  public void onAdd(AgenticSession added) {
    wake(added);
  }

  @Override
  public void onUpdate(AgenticSession before, AgenticSession after) {
    wake(after);
  }

  @Override
  public void onDelete(AgenticSession last, boolean unseen) {
    wake(last);
  }

  private void wake(AgenticSession changed) {
    SessionId session = asked.get(changed.getMetadata().getName());
    if (session != null) {
      wakeUps.wake(session);
    }
  }
}
