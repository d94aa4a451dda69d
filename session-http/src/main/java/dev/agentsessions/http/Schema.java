package dev.agentsessions.http;

import dev.agentsessions.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The shape of a JSON value, as the API's description writes it.
 *
 * @param properties of an object, in their order; empty for anything else
 * @param required those that are always there
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema</a>
 */
record Schema(Consumer<JsonWriter> form, Map<String, Schema> properties, List<String> required) {
  static final Schema TEXT = of(json -> json.text("type", "string"));
  static final Schema TIME = of(json -> json.text("type", "string").text("format", "date-time"));
  static final Schema DURATION = of(json -> json.text("type", "string").text("format", "duration"));
  static final Schema WHOLE = of(json -> json.text("type", "integer"));
  static final Schema DECIMAL = of(json -> json.text("type", "number"));
  static final Schema FLAG = of(json -> json.text("type", "boolean"));
  static final Schema TEXTS = listOf(TEXT);
  static final Schema TEXT_MAP = mapOf(TEXT);
  static final Schema ANY = of(json -> {});

  static Schema of(Consumer<JsonWriter> form) {
    return new Schema(form, Map.of(), List.of());
  }

  /** One that has a name of its own. */
  static Schema ref(String name) {
    return of(json -> json.text("$ref", "#/components/schemas/" + name));
  }

  static Schema words(String... words) {
    return of(json -> json.text("type", "string").texts("enum", List.of(words)));
  }

  /** What there is of a kind, and how to ask for what comes after that. */
  static Schema page(String item) {
    return object().with("items", listOf(ref(item))).with("next", TEXT.orNull());
  }

  static Schema listOf(Schema items) {
    return of(json -> json.text("type", "array").object("items", items::write));
  }

  static Schema mapOf(Schema values) {
    return of(json -> json.text("type", "object").object("additionalProperties", values::write));
  }

  /** The same, or null. */
  Schema orNull() {
    return of(
        json ->
            json.objects(
                "anyOf",
                List.of(this, of(none -> none.text("type", "null"))),
                (each, schema) -> schema.write(each)));
  }

  /** An object without properties yet. */
  static Schema object() {
    return new Schema(
        json -> json.text("type", "object").flag("additionalProperties", false),
        Map.of(),
        List.of());
  }

  /** This with a property that is always there. */
  Schema with(String name, Schema property) {
    List<String> more = new ArrayList<>(required);
    more.add(name);
    return new Schema(form, plus(name, property), more);
  }

  /** This with a property that may be absent. */
  Schema maybe(String name, Schema property) {
    return new Schema(form, plus(name, property), required);
  }

  void write(JsonWriter json) {
    form.accept(json);
    if (!properties.isEmpty()) {
      json.object(
          "properties",
          each -> properties.forEach((name, schema) -> each.object(name, schema::write)));
    }
    if (!required.isEmpty()) {
      json.texts("required", required);
    }
  }

  private Map<String, Schema> plus(String name, Schema property) {
    Map<String, Schema> more = new LinkedHashMap<>(properties);
    more.put(name, property);
    return more;
  }
}
