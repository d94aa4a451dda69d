package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.Fence;
import dev.agentsessions.k8s.resource.AccessWish;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.k8s.resource.PushNote;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.inject.Inject;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sessions' resources, read by name and written under the version that was judged: a write to
 * another version is refused (409), so that a host that was frozen changes nothing. Whoever writes
 * sees that afterwards, whether the watch has told of it or not. Every call takes a bounded time
 * and is tried once. Safe for many threads.
 */
final class Resources {
  private static final String MANAGER = "agent-sessions-host";

  /** What hosts write of a spec, and nothing else: a field that is no longer wanted goes. */
  private static final PatchContext SPEC = apply(MANAGER);

  /** Apart, so that a new owner need not know all that the last one wrote. */
  private static final PatchContext FENCE = apply(MANAGER + "-fence");

  /** Apart, for it is of no owner: any host asks. */
  private static final PatchContext ACCESS = apply(MANAGER + "-access");

  /** Others write as well, but not all the time. */
  private static final int TRIES = 5;

  /**
   * What was written or read and the watch may not have told yet.
   *
   * @param resource null: it is gone
   */
  private record Latest(String uid, @Nullable AgenticSession resource) {}

  private final KubernetesClient client;
  private final KubernetesEnvironmentsConfig config;
  private final SessionWatch watch;
  private final Tags tags;
  private final Map<String, Latest> latest = new ConcurrentHashMap<>();

  @Inject
  Resources(KubernetesClient client, KubernetesEnvironmentsConfig config, SessionWatch watch) {
    this.client = Patience.bounded(client, config.timeout());
    this.config = requireNonNull(config, "config");
    this.watch = requireNonNull(watch, "watch");
    this.tags = new Tags(config.instance());
  }

  /** Whether these hosts made the resource for the session. */
  boolean isOurs(AgenticSession resource, Session session) {
    return tags.areOn(resource, session);
  }

  /** Whether what is known is all there is. */
  boolean isKnown(Session session) {
    return watch.hasBegun(namespace(session));
  }

  /** The session's resource as far as it is known; absent: it may be there all the same. */
  Optional<AgenticSession> known(Session session) {
    Optional<AgenticSession> told = watch.find(namespace(session), session.id().value());
    Latest own = latest.get(session.id().value());
    if (own == null) {
      return told;
    }
    if (told.isEmpty() && own.resource() != null) {
      return read(session); // its making was not told yet, or its end was
    }
    if (told.isEmpty() || isSuperseded(own, told.get())) {
      latest.remove(session.id().value(), own);
      return told;
    }
    return Optional.ofNullable(own.resource());
  }

  private static boolean isSuperseded(Latest own, AgenticSession told) {
    return own.resource() == null
        ? !told.getMetadata().getUid().equals(own.uid())
        : version(told) >= version(own.resource());
  }

  /** Rises with each write. */
  private static long version(AgenticSession resource) {
    return Long.parseLong(resource.getMetadata().getResourceVersion());
  }

  /** The resource of that name as the cluster has it. */
  Optional<AgenticSession> read(Session session) {
    AgenticSession found = resource(session).get();
    if (found == null) {
      forget(session);
      return Optional.empty();
    }
    return Optional.of(keep(session, found));
  }

  /** The resource of that name: as it is known, and if it is not, as the cluster has it. */
  Optional<AgenticSession> find(Session session) {
    Optional<AgenticSession> known = known(session);
    return known.isPresent() ? known : read(session);
  }

  /** Makes a resource that is not to run, or answers the one that has its name. */
  AgenticSession create(Session session, Fence fence) {
    AgenticSession wanted = new AgenticSession();
    wanted.setMetadata(tags.meta(session, namespace(session), fence));
    wanted.setSpec(AgenticSessionSpec.DEFAULT.wanting(Desired.STOPPED, 0));
    wanted.setStatus(null);
    try {
      return keep(session, client.resource(wanted).create());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return read(session).orElseThrow(() -> e);
    }
  }

  /** Has the resource that was seen say this. */
  AgenticSession write(Session session, AgenticSession seen, AgenticSessionSpec spec) {
    AgenticSession wanted = seen.bare();
    wanted.setSpec(spec);
    return keep(session, client.resource(wanted).patch(SPEC));
  }

  /** Has the resource that was seen be wanted Stopped, and say what was pushed of its run. */
  AgenticSession stop(Session session, AgenticSession seen, Optional<PushNote> note) {
    AgenticSession wanted = seen.bare();
    wanted.setSpec(seen.getSpec().wanting(Desired.STOPPED, seen.getSpec().run()));
    note.ifPresent(it -> wanted.getMetadata().setAnnotations(it.on(seen)));
    return keep(session, client.resource(wanted).patch(SPEC));
  }

  /** Asks the operator for access to the session's files. */
  AgenticSession ask(Session session, AgenticSession seen, AccessWish wish) {
    AgenticSession wanted = seen.bare();
    wanted.getMetadata().setAnnotations(wish.on(seen));
    return keep(session, client.resource(wanted).patch(ACCESS));
  }

  /**
   * Judges what is known, and again what the cluster has whenever that has changed meanwhile.
   *
   * @throws SessionException.Unavailable if the API server is away, or others write all the time
   */
  <T> T judge(Session session, Supplier<T> answer) {
    try {
      if (!isKnown(session)) {
        throw new SessionException.Unavailable(
            "the watch of its namespace has not begun: is the cluster there?", null);
      }
      for (int tries = 1; ; tries++) {
        try {
          return answer.get();
        } catch (KubernetesClientException e) {
          if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || tries == TRIES) {
            throw e;
          }
          var unused = read(session);
        }
      }
    } catch (KubernetesClientException e) {
      throw new SessionException.Unavailable("the cluster does not answer: " + why(e), e);
    }
  }

  /** What the cluster says of a refusal. */
  static String why(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .flatMap(status -> Optional.ofNullable(status.getMessage()))
        .orElseGet(() -> String.valueOf(e.getMessage()));
  }

  /** From now on hosts with a lower fence write nothing. */
  AgenticSession raise(Session session, AgenticSession seen, Fence fence) {
    AgenticSession wanted = seen.bare();
    wanted.getMetadata().setAnnotations(Tags.fence(fence));
    return keep(session, client.resource(wanted).patch(FENCE));
  }

  /** Removes what was seen, if it has not changed since. */
  void delete(Session session, AgenticSession seen) {
    resource(session).lockResourceVersion(seen.getMetadata().getResourceVersion()).delete();
  }

  private void forget(Session session) {
    watch
        .find(namespace(session), session.id().value())
        .ifPresentOrElse(
            told -> latest.put(session.id().value(), new Latest(told.getMetadata().getUid(), null)),
            () -> latest.remove(session.id().value()));
  }

  private AgenticSession keep(Session session, AgenticSession resource) {
    latest.merge(
        session.id().value(),
        new Latest(resource.getMetadata().getUid(), resource),
        (before, now) ->
            before.resource() != null && version(before.resource()) > version(resource)
                ? before
                : now);
    return resource;
  }

  private Resource<AgenticSession> resource(Session session) {
    return client
        .resources(AgenticSession.class)
        .inNamespace(namespace(session))
        .withName(session.id().value());
  }

  private String namespace(Session session) {
    return config.namespaceOf(session.identity().project());
  }

  private static PatchContext apply(String manager) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(manager)
        .withForce(true)
        .build();
  }
}
