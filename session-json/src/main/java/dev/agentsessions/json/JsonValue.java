package dev.agentsessions.json;

import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A value and its path in the document. Each method takes it for what a shape wants there, or
 * refuses it.
 *
 * @param raw a String, Boolean or Number, {@link Null}, {@link Members} or {@link Elements}
 */
record JsonValue(Reading reading, JsonPath path, Object raw) {
  record Null() {}

  record Members(Map<String, JsonValue> map) {}

  record Elements(List<JsonValue> list) {}

  boolean isNull() {
    return raw instanceof Null;
  }

  String text() {
    return as(String.class, "a string");
  }

  boolean flag() {
    return as(Boolean.class, "true or false");
  }

  long whole(long min, long max) {
    Number number = as(Number.class, "a number");
    if (number instanceof Double) {
      throw path.invalid("must be a whole number");
    }
    boolean fits = number instanceof Integer || number instanceof Long;
    if (!fits || number.longValue() < min || number.longValue() > max) {
      throw path.invalid("must be within " + min + ".." + max);
    }
    return number.longValue();
  }

  double decimal() {
    double decimal = as(Number.class, "a number").doubleValue();
    if (!Double.isFinite(decimal)) {
      throw path.invalid("is out of range");
    }
    return decimal;
  }

  JsonObject object() {
    return new JsonObject(reading, path, as(Members.class, "an object").map());
  }

  <T> List<T> list(Function<JsonValue, T> element) {
    return as(Elements.class, "a list").list().stream().map(element).toList();
  }

  <T> Map<String, T> map(Function<JsonValue, T> element) {
    Map<String, T> elements = new LinkedHashMap<>();
    as(Members.class, "an object").map().forEach((key, e) -> elements.put(key, element.apply(e)));
    return elements;
  }

  /** What a type makes of it. Its refusal becomes one of this path. */
  <T> T made(Supplier<T> form) {
    try {
      return form.get();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw path.invalid("is wrong: " + e.getMessage());
    }
  }

  private <T> T as(Class<T> type, String wanted) {
    if (!type.isInstance(raw)) {
      throw path.invalid("must be " + wanted);
    }
    return type.cast(raw);
  }
}
