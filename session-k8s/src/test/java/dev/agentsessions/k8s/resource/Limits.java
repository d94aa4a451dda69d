package dev.agentsessions.k8s.resource;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;

/**
 * Says what a quantity looks like and that an integer is one of Java's, where the generator knows
 * no annotation.
 */
final class Limits implements CRDPostProcessor {
  private static final double LARGEST = 1L << 53;

  @Override
  public HasMetadata process(HasMetadata definition, String version) {
    ((CustomResourceDefinition) definition)
        .getSpec()
        .getVersions()
        .forEach(one -> limit(one.getSchema().getOpenAPIV3Schema()));
    return definition;
  }

  private static void limit(JSONSchemaProps schema) {
    if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
      schema.setMinimum(0.0);
      schema.setPattern(ResourcesSpec.AMOUNT);
    }
    if ("integer".equals(schema.getType()) && schema.getMaximum() == null) {
      schema.setMinimum(0.0);
      schema.setMaximum(LARGEST);
    }
    schema.getProperties().values().forEach(Limits::limit);
    if (schema.getAdditionalProperties() != null) {
      limit(schema.getAdditionalProperties().getSchema());
    }
    if (schema.getItems() != null) {
      limit(schema.getItems().getSchema());
    }
  }
}
