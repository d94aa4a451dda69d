package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Writes of one pass over one session. Each is seen by the next pass, whether the watch has told of
 * it or not, and none causes another pass.
 *
 * <p>An object is made by a create, which never touches one that is there, and changed by a
 * server-side apply of what was judged: an apply to another version is refused.
 */
final class Writes {
  static final String MANAGER = "agent-sessions-operator";

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(MANAGER)
          .withForce(true)
          .build();

  private final AgenticSession session;
  private final Context<AgenticSession> context;
  private final KubernetesClient client;
  private final Tools tools;

  Writes(AgenticSession session, Context<AgenticSession> context, Tools tools) {
    this.session = session;
    this.context = context;
    this.client = context.getClient();
    this.tools = tools;
  }

  /**
   * Makes an object that was not seen, or finds that it is there.
   *
   * @throws Troubled if one is there that is not the session's
   */
  <T extends HasMetadata> T create(T wanted) throws Troubled {
    try {
      return write(wanted, object -> client.resource(object).create());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      T there = client.resource(wanted).get();
      if (there == null) {
        throw e;
      }
      if (!Marks.owns(session, there)) {
        throw new Troubled(Trouble.nameTaken(wanted.getKind(), wanted.getMetadata().getName()));
      }
      return reclaim(there, wanted.getMetadata());
    }
  }

  /** The session's Job as the cluster has it, also if somebody took off the labels that find it. */
  Optional<Job> job() {
    Names names = Names.of(session);
    Job there =
        client
            .batch()
            .v1()
            .jobs()
            .inNamespace(session.getMetadata().getNamespace())
            .withName(names.job())
            .get();
    return Optional.ofNullable(there)
        .filter(job -> Marks.owns(session, job))
        .map(job -> reclaim(job, Marks.meta(session, names.job(), Map.of())));
  }

  /** Makes an object of the session's be found again; one that is found stays as it is. */
  private <T extends HasMetadata> T reclaim(T there, ObjectMeta wanted) {
    Map<String, String> labels =
        Optional.ofNullable(there.getMetadata().getLabels()).orElse(Map.of());
    if (labels.entrySet().containsAll(wanted.getLabels().entrySet())) {
      return write(there, object -> object);
    }
    ObjectMeta marks =
        new ObjectMetaBuilder()
            .withNamespace(there.getMetadata().getNamespace())
            .withName(there.getMetadata().getName())
            .withLabels(wanted.getLabels())
            .build();
    @SuppressWarnings("unchecked") // the class of an object is what made it
    Class<T> type = (Class<T>) there.getClass();
    T bare =
        Serialization.unmarshal(
            Serialization.asJson(
                Map.of(
                    "apiVersion", there.getApiVersion(),
                    "kind", there.getKind(),
                    "metadata", marks)),
            type);
    return apply(bare, there);
  }

  /** Changes what was seen to what is wanted, unless it changed since. */
  <T extends HasMetadata> T apply(T wanted, T seen) {
    wanted.getMetadata().setUid(seen.getMetadata().getUid());
    wanted.getMetadata().setResourceVersion(seen.getMetadata().getResourceVersion());
    return write(wanted, this::apply);
  }

  /** Removes this very object, with all that depends on it. Asks once. */
  void delete(HasMetadata seen) {
    tools.leadership().check();
    if (seen.isMarkedForDeletion() || !tools.deletions().isFirst(seen)) {
      return;
    }
    DeleteOptions options =
        new DeleteOptionsBuilder()
            .withPropagationPolicy("Foreground")
            .withNewPreconditions(null, seen.getMetadata().getUid())
            .build();
    boolean asked = false;
    try {
      client.raw(path(seen), "DELETE", options);
      asked = true;
    } catch (KubernetesClientException e) {
      asked = e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
      if (!asked) {
        throw e;
      }
    } finally {
      if (!asked) {
        tools.deletions().forget(seen);
      }
    }
  }

  private static String path(HasMetadata object) {
    String root = object.getApiVersion().contains("/") ? "/apis/" : "/api/";
    return root
        + object.getApiVersion()
        + "/namespaces/"
        + object.getMetadata().getNamespace()
        + "/"
        + object.getPlural()
        + "/"
        + object.getMetadata().getName();
  }

  /** Pods of the session's Job as the cluster has them, not as it told. */
  List<Pod> pods() {
    return everyPod().filter(pod -> Marks.runs(session, pod)).toList();
  }

  /** Whether there is a pod of the session's besides those of its Job, asked likewise. */
  boolean hasAccessPod() {
    return everyPod().anyMatch(pod -> Marks.owns(session, pod));
  }

  private Stream<Pod> everyPod() {
    return client
        .pods()
        .inNamespace(session.getMetadata().getNamespace())
        .withLabels(Marks.labels(Names.of(session)))
        .list()
        .getItems()
        .stream();
  }

  /** The session with the status that it now has. */
  AgenticSession status(AgenticSession seen, AgenticSessionStatus status) {
    AgenticSession wanted = seen.bare();
    wanted.setStatus(status);
    return primary(wanted, object -> client.resource(object).subresource("status").patch(APPLY));
  }

  /** Keeps the session, once deleted, until its run is gone. */
  AgenticSession hold(AgenticSession seen) {
    return seen.hasFinalizer(AgenticSession.FINALIZER)
        ? seen
        : primary(finalizers(seen, List.of(AgenticSession.FINALIZER)), this::apply);
  }

  /** Lets the session go. Nothing of it is kept in mind: the next of its name is another. */
  void release(AgenticSession seen) {
    apply(finalizers(seen, List.of()));
  }

  private static AgenticSession finalizers(AgenticSession seen, List<String> finalizers) {
    AgenticSession wanted = seen.bare();
    wanted.getMetadata().setFinalizers(finalizers);
    return wanted;
  }

  private <T extends HasMetadata> T apply(T wanted) {
    tools.leadership().check();
    return client.resource(wanted).patch(APPLY);
  }

  private <T extends HasMetadata> T write(T object, UnaryOperator<T> write) {
    tools.leadership().check();
    return context.resourceOperations().resourcePatch(object, write);
  }

  private AgenticSession primary(AgenticSession object, UnaryOperator<AgenticSession> write) {
    tools.leadership().check();
    return context
        .resourceOperations()
        .resourcePatch(object, write, context.eventSourceRetriever().getControllerEventSource());
  }
}
