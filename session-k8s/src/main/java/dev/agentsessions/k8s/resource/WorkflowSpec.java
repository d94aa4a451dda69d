package dev.agentsessions.k8s.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A workflow that is kept in git. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WorkflowSpec(
    @Required @Size(min = 1, max = 2048) String gitUrl,
    @Nullable @Size(max = 255) String branch,
    @Nullable @Size(max = 1024) String path) {}
