package dev.agentsessions.k8s.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What the published definition lets a cluster keep; its rules in CEL are left out. */
record Schema(JSONSchemaProps props) {
  /** A place in a resource, and how a value comes there. */
  record Place(String name, Schema schema, UnaryOperator<JsonNode> in) {}

  static Schema published() throws IOException {
    try (var file =
        Files.newInputStream(Path.of("deploy/crd/agenticsessions.agentsessions.dev-v1.yml"))) {
      return new Schema(
          Serialization.unmarshal(file, CustomResourceDefinition.class)
              .getSpec()
              .getVersions()
              .getFirst()
              .getSchema()
              .getOpenAPIV3Schema());
    }
  }

  /** Every property, every kind of item and of a map's values. */
  List<Place> places() {
    List<Place> found = new ArrayList<>();
    collect("", this, value -> value, found::add);
    return found;
  }

  private static void collect(
      String name, Schema schema, UnaryOperator<JsonNode> in, Consumer<Place> found) {
    if (!name.isEmpty()) {
      found.accept(new Place(name, schema, in));
    }
    schema
        .props()
        .getProperties()
        .forEach(
            (key, props) ->
                collect(
                    name + "." + key,
                    new Schema(props),
                    value -> in.apply(schema.object().set(key, value)),
                    found));
    if (schema.values() != null) {
      collect(
          name + ".*",
          schema.values(),
          value -> in.apply(schema.object().set("key", value)),
          found);
    }
    if (schema.items() != null) {
      collect(
          name + "[]",
          schema.items(),
          value -> in.apply(JsonNodeFactory.instance.arrayNode().add(value)),
          found);
    }
  }

  /** With no more than it needs. */
  private ObjectNode object() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    props.getRequired().forEach(key -> object.put(key, "x"));
    return object;
  }

  private @Nullable Schema values() {
    return props.getAdditionalProperties() == null
        ? null
        : new Schema(props.getAdditionalProperties().getSchema());
  }

  private @Nullable Schema items() {
    return props.getItems() == null ? null : new Schema(props.getItems().getSchema());
  }

  /**
   * Whether a cluster takes it. It leaves out properties that it does not know or that are null.
   */
  boolean admits(JsonNode value) {
    return isOfType(value)
        && (props.getEnum().isEmpty() || props.getEnum().contains(value))
        && switch (value.getNodeType()) {
          case OBJECT -> admitsObject((ObjectNode) value);
          case ARRAY -> admitsArray((ArrayNode) value);
          case STRING -> admitsText(value.textValue());
          case NUMBER -> admitsNumber(value.decimalValue());
          default -> true;
        };
  }

  private boolean isOfType(JsonNode value) {
    if (Boolean.TRUE.equals(props.getXKubernetesIntOrString())) {
      return value.isTextual() || isInteger(value);
    }
    return switch (props.getType()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "number" -> value.isNumber();
      case "integer" -> isInteger(value);
      default -> throw new IllegalArgumentException(props.getType());
    };
  }

  private static boolean isInteger(JsonNode value) {
    return value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
  }

  private boolean admitsObject(ObjectNode object) {
    return isWithin(object.size(), props.getMinProperties(), props.getMaxProperties())
        && props.getRequired().stream().allMatch(object::hasNonNull)
        && object.properties().stream()
            .allMatch(
                field -> {
                  JSONSchemaProps known = props.getProperties().get(field.getKey());
                  return known == null
                      ? values() == null || values().admits(field.getValue())
                      : field.getValue().isNull() || new Schema(known).admits(field.getValue());
                });
  }

  private boolean admitsArray(ArrayNode array) {
    return isWithin(array.size(), props.getMinItems(), props.getMaxItems())
        && StreamSupport.stream(array.spliterator(), false).allMatch(items()::admits);
  }

  private boolean admitsText(String text) {
    return isWithin(
            text.codePointCount(0, text.length()), props.getMinLength(), props.getMaxLength())
        && (props.getPattern() == null || Pattern.compile(props.getPattern()).matcher(text).find());
  }

  private boolean admitsNumber(BigDecimal number) {
    return (props.getMinimum() == null
            || number.compareTo(BigDecimal.valueOf(props.getMinimum())) >= 0)
        && (props.getMaximum() == null
            || number.compareTo(BigDecimal.valueOf(props.getMaximum())) <= 0);
  }

  private static boolean isWithin(int size, @Nullable Long least, @Nullable Long most) {
    return (least == null || size >= least) && (most == null || size <= most);
  }
}
