package dev.agentsessions.k8s.resource;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableSortedMap;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/**
 * What the runner asks for, and the most it may use, by the resource's name.
 *
 * @param requests empty: the operator's
 * @param limits empty: the operator's
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ResourcesSpec(
    @Size(max = 20) Map<String, Quantity> requests, @Size(max = 20) Map<String, Quantity> limits) {
  /** What a quantity is written as; the definition's generator has no word for it. */
  static final String AMOUNT =
      "^([0-9]{1,18}(\\.[0-9]{0,9})?|\\.[0-9]{1,9})([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2})?$";

  public static final ResourcesSpec DEFAULT = new ResourcesSpec(Map.of(), Map.of());

  /** Takes null for what a manifest leaves out. */
  public ResourcesSpec {
    requests = ImmutableSortedMap.copyOf(requireNonNullElse(requests, Map.of()));
    limits = ImmutableSortedMap.copyOf(requireNonNullElse(limits, Map.of()));
  }
}
