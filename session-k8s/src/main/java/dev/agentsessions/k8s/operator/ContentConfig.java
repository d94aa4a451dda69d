package dev.agentsessions.k8s.operator;

import static com.google.common.base.Preconditions.checkArgument;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/**
 * The content service, which is in each pod beside the runner.
 *
 * @param prepare arguments with which its image makes a workspace ready, and ends
 * @param serve arguments with which it serves
 * @param port 1024..65535
 * @param requests of it and of what prepares the workspace
 * @param limits of both
 */
public record ContentConfig(
    String image,
    List<String> prepare,
    List<String> serve,
    int port,
    Map<String, Quantity> requests,
    Map<String, Quantity> limits) {
  public ContentConfig {
    checkArgument(!image.isBlank(), "the content service needs an image");
    checkArgument(port >= 1024 && port <= 65535, "not a port for everybody: %s", port);
    prepare = List.copyOf(prepare);
    serve = List.copyOf(serve);
    requests = Map.copyOf(requests);
    limits = Map.copyOf(limits);
  }

  /** With a little memory, on port 8788. */
  public static ContentConfig of(String image) {
    return new ContentConfig(
        image,
        List.of("prepare"),
        List.of("serve"),
        8788,
        Map.of("cpu", new Quantity("50m"), "memory", new Quantity("128Mi")),
        Map.of("memory", new Quantity("512Mi")));
  }
}
