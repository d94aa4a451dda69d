package dev.agentsessions.k8s.operator;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.k8s.content.ContentAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator: makes all sessions of its namespaces run as they are wanted. Of several with one
 * lease, one acts. Started once and closed once; the client is its caller's.
 */
public final class SessionOperator implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionOperator.class);
  private static final Duration TRIES = Duration.ofMillis(500);
  private static final Duration LONGEST_TRY = Duration.ofMinutes(1);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
  private static final int THREADS = 10;

  private final OperatorConfig config;
  private final Leadership leadership;
  private final SessionReconciler reconciler;
  private final KubernetesClient client;
  private final Clones clones;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();

  /** Tells an operator that loses its lease from one that was stopped. */
  private final AtomicInteger starts = new AtomicInteger();

  private @Nullable Operator operator; // guarded by lock
  private volatile @Nullable Thread standingBy;
  private volatile boolean closed;

  /**
   * @param pods how content services are reached from here
   */
  @Inject
  public SessionOperator(
      KubernetesClient client, OperatorConfig config, InstantSource clock, ContentAddress pods) {
    Tools tools = Tools.of(client, config, requireNonNull(clock, "clock"), pods);
    this.config = config;
    this.leadership = tools.leadership();
    this.reconciler = new SessionReconciler(tools);
    this.client = client;
    this.clones = tools.clones();
  }

  /** One that was stopped does not start again, so each start has its own. */
  private Operator make() {
    int start = starts.get();
    Operator made = new Operator(settings -> set(settings, start));
    made.register(
        reconciler,
        settings -> {
          if (!config.watched().isEmpty()) {
            settings.settingNamespaces(config.watched());
          }
          settings
              .withRetry(
                  new GenericRetry()
                      .withoutMaxAttempts()
                      .setInitialInterval(TRIES)
                      .setMaxInterval(LONGEST_TRY.toMillis()))
              // No timer for each session: watches tell.
              .withReconciliationMaxInterval(null);
        });
    return made;
  }

  private void set(ConfigurationServiceOverrider settings, int start) {
    settings
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withConcurrentReconciliationThreads(THREADS)
        .withReconciliationTerminationTimeout(Duration.ofSeconds(5))
        // Not the framework's own way, which ends the program.
        .withInformerStoppedHandler((informer, failure) -> watchEnded(start, failure));
    config
        .lease()
        .ifPresent(lease -> settings.withLeaderElectionConfiguration(election(lease, start)));
  }

  private LeaderElectionConfiguration election(LeaseConfig lease, int start) {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(lease.name())
        .withLeaseNamespace(config.namespace())
        // Not the pod's name: a program that begins again is another holder.
        .withIdentity(UUID.randomUUID().toString())
        .withLeaseDuration(lease.duration())
        .withRenewDeadline(lease.renewDeadline())
        .withRetryPeriod(lease.retryPeriod())
        .withLeaderCallbacks(
            new LeaderCallbacks(
                leadership::gain,
                () -> beginAgain(start, "the lease is lost"),
                leader -> log.info("{} leads", leader)))
        .build();
  }

  /** A watch ends with a failure when it cannot be made anew; at the operator's end without. */
  private void watchEnded(int start, @Nullable Throwable failure) {
    if (failure != null) {
      beginAgain(start, "a watch has ended: " + failure);
    }
  }

  /** What was begun ends at its next write; then this one stands by. Once for each start. */
  private void beginAgain(int start, String why) {
    if (!closed && starts.compareAndSet(start, start + 1)) {
      log.warn("the operator begins again: {}", why);
      leadership.lose();
      startWhenReached();
    }
  }

  /** Begins, or begins again, on a thread of its own: as soon as the cluster lets it. */
  void startWhenReached() {
    Thread thread = Thread.ofVirtual().name("operator-stands-by").unstarted(this::standBy);
    standingBy = thread;
    thread.start();
  }

  private void standBy() {
    lock.lock();
    try {
      if (isCurrent()) {
        stop();
      }
      while (!closed && isCurrent() && !tryStart()) {
        closing.awaitNanos(TRY_AGAIN.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Whoever came after this thread stands by in its place. */
  private boolean isCurrent() {
    return Thread.currentThread().equals(standingBy);
  }

  private boolean tryStart() {
    try {
      start();
      return true;
    } catch (RuntimeException e) {
      log.warn("the operator cannot begin yet: {}", e.toString());
      return false;
    }
  }

  /**
   * Returns when the watches have told what there is.
   *
   * @throws OperatorException if the cluster is not reached, or does not let it
   */
  public void start() {
    lock.lock();
    try {
      checkState(!closed, "the operator is closed");
      checkState(operator == null, "the operator was started before");
      if (config.lease().isEmpty()) {
        leadership.gain(); // nobody else does
      }
      operator = started(make());
    } finally {
      lock.unlock();
    }
  }

  private static Operator started(Operator made) {
    ScheduledExecutorService timers = timers(made);
    try {
      if (timers instanceof ScheduledThreadPoolExecutor pool) {
        pool.setCorePoolSize(1); // a thread above it wakes up a hundred times a second
      }
      made.start();
      return made;
    } catch (RuntimeException e) {
      timers.shutdownNow();
      throw e;
    }
  }

  private void stop() {
    starts.incrementAndGet();
    if (operator != null) {
      ScheduledExecutorService timers = timers(operator);
      operator.stop();
      timers.shutdownNow();
      operator = null;
    }
  }

  /** The framework (5.3.2) does not end them when it stops: its pull request 3526. */
  private static ScheduledExecutorService timers(Operator operator) {
    return operator
        .getConfigurationService()
        .getExecutorServiceManager()
        .scheduledExecutorService();
  }

  /** Does now what is done every 15 seconds: looks at what no watch tells of. */
  void lookAtDue() {
    reconciler.lookAtDue();
  }

  /** Nothing is written once it has returned. */
  @Override
  public void close() {
    closed = true;
    Thread thread = standingBy;
    if (thread != null) {
      thread.interrupt(); // it may wait for a cluster that is away
    }
    lock.lock();
    try {
      closing.signalAll();
      stop();
      clones.close();
    } finally {
      lock.unlock();
    }
  }
}
