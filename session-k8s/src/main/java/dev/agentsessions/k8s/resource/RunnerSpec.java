package dev.agentsessions.k8s.resource;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The container that does the work. Any image will do.
 *
 * @param image absent: the operator's
 * @param command empty: the image's own
 * @param args empty: the image's own
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RunnerSpec(
    @Nullable @Size(min = 1, max = 1024) String image,
    @Size(max = 100) List<String> command,
    @Size(max = 100) List<String> args) {
  public static final RunnerSpec DEFAULT = new RunnerSpec(null, List.of(), List.of());

  /** Takes null for what a manifest leaves out. */
  public RunnerSpec {
    command = List.copyOf(requireNonNullElse(command, List.of()));
    args = List.copyOf(requireNonNullElse(args, List.of()));
  }
}
