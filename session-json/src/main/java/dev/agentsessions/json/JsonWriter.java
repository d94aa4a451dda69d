package dev.agentsessions.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes a JSON object, key by key, on one line. What is absent leaves no key. Text that is half a
 * character stays that, so writing cannot fail. For one thread.
 */
public final class JsonWriter {
  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  private final StringBuilder json = new StringBuilder(1024);

  private JsonWriter() {}

  /** A document of one object. */
  public static String write(Consumer<JsonWriter> shape) {
    var writer = new JsonWriter();
    writer.object(shape);
    return writer.json.toString();
  }

  /** A string: the value's own. */
  public JsonWriter text(String key, Object value) {
    key(key).quoted(value.toString());
    return this;
  }

  public JsonWriter text(String key, Optional<?> value) {
    value.ifPresent(present -> text(key, present));
    return this;
  }

  public JsonWriter number(String key, long value) {
    key(key).json.append(value);
    return this;
  }

  /**
   * @param value finite
   */
  public JsonWriter number(String key, double value) {
    key(key).json.append(value);
    return this;
  }

  public JsonWriter flag(String key, boolean value) {
    key(key).json.append(value);
    return this;
  }

  public JsonWriter nothing(String key) {
    key(key).json.append("null");
    return this;
  }

  public JsonWriter texts(String key, Collection<String> values) {
    key(key).json.append('[');
    values.forEach(value -> separated().quoted(value));
    json.append(']');
    return this;
  }

  /** Strings by key, in the keys' order. */
  public JsonWriter textMap(String key, Map<String, String> values) {
    return object(key, writer -> writer.entries(values));
  }

  /** Strings by key as this object's own, in the keys' order. */
  public JsonWriter entries(Map<String, String> values) {
    new TreeMap<>(values).forEach((key, value) -> text(key, value));
    return this;
  }

  public JsonWriter object(String key, Consumer<JsonWriter> shape) {
    key(key).object(shape);
    return this;
  }

  public <T> JsonWriter object(String key, Optional<T> value, BiConsumer<JsonWriter, T> shape) {
    value.ifPresent(present -> object(key, writer -> shape.accept(writer, present)));
    return this;
  }

  public <T> JsonWriter objects(String key, Collection<T> values, BiConsumer<JsonWriter, T> shape) {
    key(key).json.append('[');
    values.forEach(value -> separated().object(writer -> shape.accept(writer, value)));
    json.append(']');
    return this;
  }

  private void object(Consumer<JsonWriter> shape) {
    json.append('{');
    shape.accept(this);
    json.append('}');
  }

  private JsonWriter key(String key) {
    separated().quoted(key);
    json.append(':');
    return this;
  }

  private JsonWriter separated() {
    char last = json.charAt(json.length() - 1);
    if (last != '{' && last != '[') {
      json.append(',');
    }
    return this;
  }

  private void quoted(String text) {
    json.append('"');
    ENCODER.quoteAsString(text, json);
    json.append('"');
  }
}
