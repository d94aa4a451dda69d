package dev.agentsessions.k8s.operator;

import com.google.common.hash.Hashing;
import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the events that {@code kubectl describe} shows. They are for people: one that cannot be
 * written is logged, and changes nothing. Safe for many threads.
 */
final class SessionEvents {
  private static final Logger log = LoggerFactory.getLogger(SessionEvents.class);
  private static final int HASH = 16;
  private static final int LONGEST = 1000;

  private final KubernetesClient client;
  private final InstantSource clock;

  SessionEvents(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  void normal(AgenticSession session, int run, String reason, String message) {
    tell(session, run, "Normal", reason, message);
  }

  void warning(AgenticSession session, int run, String reason, String message) {
    tell(session, run, "Warning", reason, message);
  }

  /** Once for each run and message: an operator that begins again tells nothing twice. */
  private void tell(AgenticSession session, int run, String type, String reason, String message) {
    String once =
        Hashing.sha256()
            .hashString(
                String.join("\n", session.getMetadata().getUid(), "" + run, reason, message),
                StandardCharsets.UTF_8)
            .toString()
            .substring(0, HASH);
    try {
      client
          .resource(event(session, Names.of(session).base() + "." + once, type, reason, message))
          .create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        log.warn(
            "no event {} for {}/{}: {}",
            reason,
            session.getMetadata().getNamespace(),
            session.getMetadata().getName(),
            e.getMessage());
      }
    }
  }

  private Event event(
      AgenticSession session, String name, String type, String reason, String message) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(session.getMetadata().getNamespace())
        .withName(name)
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(session.getApiVersion())
        .withKind(session.getKind())
        .withNamespace(session.getMetadata().getNamespace())
        .withName(session.getMetadata().getName())
        .withUid(session.getMetadata().getUid())
        .endInvolvedObject()
        .withType(type)
        .withReason(reason)
        .withMessage(message.substring(0, Math.min(message.length(), LONGEST)))
        .withNewSource()
        .withComponent(Writes.MANAGER)
        .endSource()
        .withFirstTimestamp(now.toString())
        .withLastTimestamp(now.toString())
        .withCount(1)
        .build();
  }
}
