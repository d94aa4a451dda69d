package dev.agentsessions.k8s.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions' resources as a cluster may give them. */
public final class ResourceFuzz {
  public static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Fills the mapper with Kubernetes' own forms.
    new KubernetesSerialization(JSON, false);
  }

  private ResourceFuzz() {}

  /**
   * A resource with whatever labels, annotations, spec and status; empty for what no cluster keeps.
   */
  public static Optional<AgenticSession> session(byte[] input) {
    AgenticSession read;
    try {
      read = JSON.readValue(input, AgenticSession.class);
    } catch (IOException refused) {
      return Optional.empty();
    }
    if (read == null
        || read.getMetadata() == null
        || !isAdmitted(read.getSpec().timeout())
        || !isAdmitted(read.getSpec().inactivityTimeout())) {
      return Optional.empty();
    }
    read.setMetadata(
        new ObjectMetaBuilder(read.getMetadata())
            .withNamespace("team")
            .withName("demo")
            .withUid("uid-of-demo")
            .build());
    return Optional.of(read);
  }

  /** As it is read once more from what was written of it. */
  public static AgenticSessionSpec again(AgenticSessionSpec spec) {
    try {
      return JSON.readValue(JSON.writeValueAsBytes(spec), AgenticSessionSpec.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError("cannot be read again: " + spec, e);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** As the definition says. */
  private static boolean isAdmitted(@Nullable String duration) {
    return duration == null
        || (duration.length() >= 3
            && duration.length() <= 32
            && duration.matches(AgenticSessionSpec.DURATION));
  }
}
