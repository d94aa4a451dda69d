package dev.agentsessions.k8s.operator;

import static java.util.Objects.requireNonNull;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.agentsessions.host.Fence;
import dev.agentsessions.json.RuntimeJson;
import dev.agentsessions.k8s.content.ContentAddress;
import dev.agentsessions.k8s.content.ContentClient;
import dev.agentsessions.k8s.content.ContentClient.Request;
import dev.agentsessions.k8s.content.ContentPod;
import dev.agentsessions.k8s.content.ToldProvision;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.WorkspaceSpec;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.ContentService;
import dev.agentsessions.workspace.WantedWorkspace;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks content services how far the clones are that sessions want, and tells those what is wanted
 * that no host drives (K-05, S-21…S-23). No pass waits for that: an answer that says something new
 * begins another. Of each session one question is under way at most, of all together {@value
 * #MOST_AT_ONCE}; the rest is asked by a later pass. Safe for many threads.
 */
final class Clones implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Clones.class);

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

  /**
   * Most clones are made, and hosts have said what they want, in less; the others are seen later.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration ASK_EVERY = Duration.ofMillis(250);
  private static final int MOST_AT_ONCE = 64;

  /** What is not known any more is asked again. */
  private static final int MOST_KNOWN = 10_000;

  /** Of a session that no host drives, all of them are. */
  private static final Fence OPERATORS = new Fence(1);

  private final ContentAddress address;
  private final ContentClient client = new ContentClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);

  /** The uids of sessions. */
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  private final Cache<String, CloneReport> reports =
      CacheBuilder.newBuilder().maximumSize(MOST_KNOWN).build();
  private volatile Consumer<ResourceID> listener = session -> {};

  Clones(ContentAddress address) {
    this.address = requireNonNull(address, "address");
  }

  /** Begins a pass over a session that there is news of; of the latest caller. */
  void tell(Consumer<ResourceID> listener) {
    this.listener = listener;
  }

  /** What was heard last of a session. */
  Optional<CloneReport> of(AgenticSession session) {
    return Optional.ofNullable(reports.getIfPresent(session.getMetadata().getUid()));
  }

  /** Asks, unless that is under way or too many are asked: the answer begins a pass, if any. */
  void ask(AgenticSession session, Pod pod, String token) {
    String uid = session.getMetadata().getUid();
    if (!asked.add(uid)) {
      return;
    }
    if (!free.tryAcquire()) {
      asked.remove(uid);
      return;
    }
    threads.execute(
        () -> {
          boolean news = false;
          try {
            news = hear(session, pod, token);
          } catch (SessionException | IllegalArgumentException e) {
            log.debug("the clones of {} are not known", ResourceID.fromResource(session), e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody is told any more
          } finally {
            free.release();
            asked.remove(uid);
          }
          if (news) {
            listener.accept(ResourceID.fromResource(session));
          }
        });
  }

  /** Whether there is something new. Asks until nothing is under way, or patience is over. */
  private boolean hear(AgenticSession session, Pod pod, String token) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    Optional<CloneReport> before = of(session).filter(report -> report.isOf(pod));
    CloneReport now = report(session, pod, token, before);
    while (now.isUnderWay() && System.nanoTime() - until < 0) {
      Thread.sleep(ASK_EVERY);
      now = report(session, pod, token, before);
    }
    reports.put(session.getMetadata().getUid(), now);
    return !before.equals(Optional.of(now));
  }

  private CloneReport report(
      AgenticSession session, Pod pod, String token, Optional<CloneReport> before) {
    WantedWorkspace wanted;
    try {
      wanted = WantedClones.of(session, before.flatMap(CloneReport::active));
    } catch (SessionException.Invalid e) {
      return CloneReport.invalid(pod, session.getSpec(), String.valueOf(e.getMessage()));
    }
    String answer =
        client
            .send(contentPod(session, token), question(session, wanted), LONGEST_ANSWER)
            .bodyFor(new SessionId(session.getMetadata().getName()), OPERATORS);
    return CloneReport.of(pod, session.getSpec(), ToldProvision.read(wanted, answer));
  }

  private ContentPod contentPod(AgenticSession session, String token) {
    String service = String.valueOf(session.getStatus().service());
    return new ContentPod(
        new SessionId(session.getMetadata().getName()),
        new ProjectId(session.getSpec().project()),
        new ContentService(address.of(new Endpoint(service, WorkspaceSpec.DIRECTORY)), token));
  }

  /** A host's session is only looked at. */
  private static Request question(AgenticSession session, WantedWorkspace wanted) {
    return session.hasHost()
        ? Request.of("GET", "workspace")
        : Request.of("PUT", "workspace?fence=" + OPERATORS.value()).with(RuntimeJson.write(wanted));
  }

  /** Nothing is asked any more, and whoever waits for an answer is not told. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
    client.close();
  }
}
