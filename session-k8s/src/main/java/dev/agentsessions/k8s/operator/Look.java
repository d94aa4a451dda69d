package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Sees sessions' objects, out of what the watches have told and the operator has written. */
final class Look {
  private static final String OURS = Marks.MANAGED_BY + "=" + Marks.OPERATOR;

  private Look() {}

  /** The watches: one for each kind, for all sessions together. */
  static List<EventSource<?, AgenticSession>> watches(
      InformerEventSource<Secret, AgenticSession> secrets,
      EventSourceContext<AgenticSession> context) {
    return List.of(
        owned(PersistentVolumeClaim.class, context),
        owned(ServiceAccount.class, context),
        owned(Role.class, context),
        owned(RoleBinding.class, context),
        secrets,
        owned(Service.class, context),
        owned(NetworkPolicy.class, context),
        owned(Job.class, context),
        pods(context));
  }

  static InformerEventSource<Secret, AgenticSession> secrets(
      EventSourceContext<AgenticSession> context) {
    return owned(Secret.class, context);
  }

  /** What there is of the session's. */
  static Observed at(AgenticSession session, Context<AgenticSession> context, Clones clones) {
    Names names = Names.of(session);
    return new Observed(
        session,
        one(PersistentVolumeClaim.class, names.claim(), session, context),
        one(ServiceAccount.class, names.account(), session, context),
        all(Secret.class, session, context).toList(),
        one(Job.class, names.job(), session, context),
        context
            .getSecondaryResourcesAsStream(Pod.class)
            .filter(pod -> Marks.runs(session, pod))
            .toList(),
        one(Pod.class, names.access(), session, context),
        clones.of(session),
        new Observed.Fixtures(
            one(Role.class, names.role(), session, context),
            one(RoleBinding.class, names.role(), session, context),
            one(Service.class, names.service(), session, context),
            one(NetworkPolicy.class, names.policy(), session, context)));
  }

  private static <T extends HasMetadata> Optional<T> one(
      Class<T> type, String name, AgenticSession session, Context<AgenticSession> context) {
    return all(type, session, context)
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst();
  }

  private static <T extends HasMetadata> Stream<T> all(
      Class<T> type, AgenticSession session, Context<AgenticSession> context) {
    return context
        .getSecondaryResourcesAsStream(type)
        .filter(object -> Marks.owns(session, object));
  }

  private static <T extends HasMetadata> InformerEventSource<T, AgenticSession> owned(
      Class<T> type, EventSourceContext<AgenticSession> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, AgenticSession.class)
            .withLabelSelector(OURS)
            .withSecondaryToPrimaryMapper(Mappers.fromOwnerReferences(AgenticSession.class))
            .build(),
        context);
  }

  private static EventSource<Pod, AgenticSession> pods(EventSourceContext<AgenticSession> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Pod.class, AgenticSession.class)
            .withLabelSelector(OURS)
            .withSecondaryToPrimaryMapper(Look::sessionOf)
            .build(),
        context);
  }

  /** A run's pod belongs to a Job; each knows the session's name by an annotation. */
  private static Set<ResourceID> sessionOf(Pod pod) {
    return Marks.annotation(pod, Marks.NAME)
        .map(name -> Set.of(new ResourceID(name, pod.getMetadata().getNamespace())))
        .orElse(Set.of());
  }
}
