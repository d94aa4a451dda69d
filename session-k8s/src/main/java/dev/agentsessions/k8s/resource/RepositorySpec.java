package dev.agentsessions.k8s.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * A git repository of the workspace.
 *
 * @param branch absent: the repository's own choice
 * @param name of its folder; absent: made of the URL
 * @param output where work is pushed; absent: to where it came from
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RepositorySpec(
    @Required @Size(min = 1, max = 2048) String url,
    @Nullable @Size(max = 255) String branch,
    @Nullable @Size(max = 100) String name,
    @Nullable Boolean autoPush,
    @Nullable Output output) {

  /** Where work is pushed. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Output(
      @Required @Size(min = 1, max = 2048) String url, @Nullable @Size(max = 255) String branch) {}
}
