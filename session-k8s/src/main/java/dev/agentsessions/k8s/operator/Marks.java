package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How objects say whose they are. Labels find them; only owner references decide, for anybody can
 * set a label.
 */
final class Marks {
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String OPERATOR = "agent-sessions";

  /** The session's {@linkplain Names#base base}. */
  static final String SESSION = AgenticSession.GROUP + "/session";

  /** The session's name, which may be longer than a label: an annotation of its pods. */
  static final String NAME = AgenticSession.GROUP + "/session-name";

  /** The number of the run that an object was made for: an annotation. */
  static final String RUN = AgenticSession.GROUP + "/run";

  /** {@link SpecHash} of what a Job was made of: an annotation. */
  static final String SPEC = AgenticSession.GROUP + "/spec";

  /** RFC 3339, when the tokens of a Secret were made: an annotation. */
  static final String REFRESHED = AgenticSession.GROUP + "/token-refreshed-at";

  /** The uid of the ServiceAccount that the tokens of a Secret are of: an annotation. */
  static final String ACCOUNT = AgenticSession.GROUP + "/account";

  private Marks() {}

  static Map<String, String> labels(Names names) {
    return Map.of(MANAGED_BY, OPERATOR, SESSION, names.base());
  }

  /** Of an object of the session's. */
  static ObjectMeta meta(AgenticSession session, String name, Map<String, String> annotations) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(session.getMetadata().getNamespace())
        .withLabels(labels(Names.of(session)))
        .withAnnotations(annotations)
        .withOwnerReferences(owner(session))
        .build();
  }

  private static OwnerReference owner(AgenticSession session) {
    return new OwnerReferenceBuilder()
        .withApiVersion(session.getApiVersion())
        .withKind(session.getKind())
        .withName(session.getMetadata().getName())
        .withUid(session.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  /** Whether this very session, not one that had its name before, controls the object. */
  static boolean owns(AgenticSession session, HasMetadata object) {
    return references(object).stream()
        .anyMatch(
            owner ->
                Boolean.TRUE.equals(owner.getController())
                    && session.getMetadata().getUid().equals(owner.getUid()));
  }

  /** Whether the pod is of the session's Job, also one that is gone. */
  static boolean runs(AgenticSession session, Pod pod) {
    String job = Names.of(session).job();
    return annotation(pod, NAME).filter(session.getMetadata().getName()::equals).isPresent()
        && references(pod).stream()
            .anyMatch(owner -> "Job".equals(owner.getKind()) && job.equals(owner.getName()));
  }

  /** The number of the run that the object was made for. */
  static Optional<String> run(HasMetadata object) {
    return annotation(object, RUN);
  }

  static Optional<String> annotation(HasMetadata object, String key) {
    return Optional.ofNullable(object.getMetadata().getAnnotations()).map(all -> all.get(key));
  }

  private static List<OwnerReference> references(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getOwnerReferences()).orElse(List.of());
  }
}
