package dev.agentsessions.k8s.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.stream.IntStream;

/** Whether an object is as it is wanted; what a cluster has added is no difference. */
final class Matches {
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Fills the mapper with Kubernetes' own forms.
    new KubernetesSerialization(JSON, false);
  }

  private Matches() {}

  static boolean covers(HasMetadata seen, HasMetadata wanted) {
    return covers(JSON.<JsonNode>valueToTree(seen), JSON.<JsonNode>valueToTree(wanted));
  }

  private static boolean covers(JsonNode seen, JsonNode wanted) {
    if (wanted.isObject()) {
      return wanted.properties().stream()
          .allMatch(field -> covers(seen.path(field.getKey()), field.getValue()));
    }
    if (wanted.isArray()) {
      return seen.size() == wanted.size()
          && IntStream.range(0, wanted.size())
              .allMatch(index -> covers(seen.path(index), wanted.path(index)));
    }
    return seen.equals(wanted);
  }
}
