package dev.agentsessions.k8s.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Where a session's files are kept. Asked for once: a volume stays as it was made.
 *
 * @param size absent: the operator's
 * @param storageClass absent: the operator's, else the cluster's
 * @param continueFrom a session of the namespace whose volume is used while that session rests
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WorkspaceSpec(
    @Nullable Quantity size,
    @Nullable @Size(min = 1, max = 253) String storageClass,
    @Nullable @Size(min = 1, max = 253) @Pattern(AgenticSessionSpec.NAME) String continueFrom) {
  /** Where the runner finds them. */
  public static final String DIRECTORY = "/workspace";

  public static final WorkspaceSpec DEFAULT = new WorkspaceSpec(null, null, null);
}
