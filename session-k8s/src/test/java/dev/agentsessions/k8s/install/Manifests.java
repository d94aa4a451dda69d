package dev.agentsessions.k8s.install;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads manifests, as {@code kubectl} does. */
public final class Manifests {
  public static final Path DEPLOY = Path.of("deploy");
  public static final Path RIGHTS = DEPLOY.resolve("base/rights.yaml");

  private static final Pattern BETWEEN = Pattern.compile("(?m)^---.*$");
  private static final Pattern EMPTY = Pattern.compile("(?s)(\\s|#[^\\n]*)*");

  private Manifests() {}

  /** The objects of a file, in its order. */
  public static List<HasMetadata> read(Path file) {
    return objects(text(file));
  }

  /** The objects of documents. */
  static List<HasMetadata> objects(String documents) {
    return documents(documents)
        .map(document -> Serialization.unmarshal(document, KubernetesResource.class))
        .map(HasMetadata.class::cast)
        .toList();
  }

  /** Kind, namespace if any, and name. */
  static String name(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return "%s/%s/%s"
        .formatted(
            object.getKind(), namespace == null ? "" : namespace, object.getMetadata().getName());
  }

  /** Of a role; other objects have none. */
  public static List<PolicyRule> rules(HasMetadata object) {
    return switch (object) {
      case ClusterRole role -> role.getRules();
      case Role role -> role.getRules();
      default -> List.of();
    };
  }

  /** What a document says, as it says it: also what the types do not know. */
  static Stream<Map<String, Object>> raw(String documents) {
    return documents(documents)
        .map(
            document -> {
              @SuppressWarnings("unchecked") // a document is an object
              Map<String, Object> fields = Serialization.unmarshal(document, Map.class);
              return fields;
            });
  }

  private static Stream<String> documents(String documents) {
    return Stream.of(BETWEEN.split(documents))
        .filter(document -> !EMPTY.matcher(document).matches());
  }

  /** All that a kustomization brings, in its order, as text of documents. */
  static List<String> kustomized(Path folder) {
    Map<String, Object> kustomization =
        raw(text(folder.resolve("kustomization.yaml"))).findFirst().orElseThrow();
    List<String> documents = new ArrayList<>();
    for (Object resource : (List<?>) kustomization.get("resources")) {
      Path path = folder.resolve(resource.toString());
      if (Files.isDirectory(path)) {
        documents.addAll(kustomized(path));
      } else {
        documents.add(text(path));
      }
    }
    return documents;
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
