package dev.agentsessions.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Predicate.not;

import dev.agentsessions.session.SessionException.Invalid;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A JSON object being read, key by key. It knows its path in the document, so every refusal names
 * the field. A key that is absent or null is an empty Optional. For one thread.
 *
 * <p>Read from a caller it is strict: keys that the shape does not ask for are refused. Read from
 * storage it is lenient: they are ignored, so that versions N and N+1 can share a store.
 */
public final class JsonObject {
  /** A century: what is longer overflows where nanoseconds are counted. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Reading reading;
  private final JsonPath path;
  private final Map<String, JsonValue> members;
  private final Set<String> asked = new HashSet<>(); // a lenient reader does not care

  JsonObject(Reading reading, JsonPath path, Map<String, JsonValue> members) {
    this.reading = reading;
    this.path = path;
    this.members = members;
  }

  /**
   * Reads what a caller sent.
   *
   * @param body one JSON object in UTF-8; its size is the interface's to limit
   * @param shape asks for every key it knows
   * @throws Invalid and nothing else, whatever the bytes are; names the field, or {@code body}
   */
  public static <T> T read(byte[] body, Function<JsonObject, T> shape) {
    return JsonTree.parse(text(body), Reading.STRICT).object().as(shape);
  }

  /**
   * Reads what another program's server answered: what the shape does not ask for is ignored.
   *
   * @throws Invalid and nothing else, whatever the text is; names the field, or {@code body}
   */
  public static <T> T readAnswer(String document, Function<JsonObject, T> shape) {
    return JsonTree.parse(document, Reading.LENIENT).object().as(shape);
  }

  /**
   * @throws Invalid if it is none
   */
  static String text(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new Invalid("body", "is not UTF-8");
    }
  }

  /**
   * Reads what was stored.
   *
   * @throws IllegalStateException if the shape cannot be made of it; names the field
   */
  static <T> T readStored(String document, Function<JsonObject, T> shape) {
    try {
      return readAnswer(document, shape);
    } catch (Invalid e) {
      throw new IllegalStateException("stored JSON cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The value of a key that has to be there.
   *
   * @param accessor a method of this object
   */
  public <T> T need(String key, Function<String, Optional<T>> accessor) {
    return accessor.apply(key).orElseThrow(() -> invalid(key, "is required"));
  }

  public Optional<String> text(String key) {
    return value(key).map(JsonValue::text);
  }

  public Optional<Boolean> flag(String key) {
    return value(key).map(JsonValue::flag);
  }

  /** A whole number, written without fraction and exponent. */
  public Optional<Integer> integer(String key) {
    return value(key).map(value -> (int) value.whole(Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  /** A whole number, written without fraction and exponent. */
  public Optional<Long> whole(String key) {
    return value(key).map(value -> value.whole(Long.MIN_VALUE, Long.MAX_VALUE));
  }

  public Optional<Double> decimal(String key) {
    return value(key).map(JsonValue::decimal);
  }

  /**
   * A string in the form that a type wants.
   *
   * @param form throws IllegalArgumentException or DateTimeException for any other
   */
  public <T> Optional<T> parsed(String key, Function<String, T> form) {
    return value(key).map(value -> value.made(() -> form.apply(value.text())));
  }

  /** One of the words that stand for values. */
  public <T> Optional<T> word(String key, T[] choices, Function<? super T, String> spelling) {
    return text(key)
        .map(
            text ->
                Arrays.stream(choices)
                    .filter(choice -> spelling.apply(choice).equals(text))
                    .findFirst()
                    .orElseThrow(() -> invalid(key, oneOf(choices, spelling))));
  }

  /** RFC 3339, UTC. */
  public Optional<Instant> instant(String key) {
    return parsed(key, Instant::parse);
  }

  /** ISO 8601 in days, hours, minutes and seconds. From callers at most a century. */
  public Optional<Duration> duration(String key) {
    Optional<Duration> duration = parsed(key, Duration::parse);
    if (reading != Reading.LENIENT
        && duration.filter(value -> value.compareTo(LONGEST) > 0).isPresent()) {
      throw invalid(key, "is longer than " + LONGEST.toDays() + " days");
    }
    return duration;
  }

  public Optional<List<String>> texts(String key) {
    return value(key).map(value -> value.list(JsonValue::text));
  }

  /** Strings by key; empty when absent. */
  public Map<String, String> textMap(String key) {
    return value(key).map(value -> value.map(JsonValue::text)).orElse(Map.of());
  }

  /** Whole numbers by key. */
  public Map<String, Long> wholeMap(String key) {
    return value(key)
        .map(value -> value.map(each -> each.whole(Long.MIN_VALUE, Long.MAX_VALUE)))
        .orElse(Map.of());
  }

  /** Strings by key: all that this object has. */
  public Map<String, String> entries() {
    members.keySet().forEach(this::note);
    Map<String, String> entries = new LinkedHashMap<>();
    members.forEach((key, value) -> entries.put(key, value.text()));
    return entries;
  }

  public <T> Optional<T> object(String key, Function<JsonObject, T> shape) {
    return value(key).map(value -> value.object().as(shape));
  }

  public <T> Optional<List<T>> objects(String key, Function<JsonObject, T> shape) {
    return value(key).map(value -> value.list(element -> element.object().as(shape)));
  }

  /**
   * A merge patch of strings: to set, or, where empty, to remove. Itself empty when the key is
   * absent, and when it is null, which {@link #isNull} tells.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>
   */
  public Map<String, Optional<String>> textPatch(String key) {
    return value(key)
        .map(
            patch ->
                patch.map(
                    value -> value.isNull() ? Optional.<String>empty() : Optional.of(value.text())))
        .orElse(Map.of());
  }

  /** Whether a key is there, with something else than null. */
  public boolean has(String key) {
    return value(key).isPresent();
  }

  /** Whether a key is there, with null. */
  public boolean isNull(String key) {
    note(key);
    JsonValue value = members.get(key);
    return value != null && value.isNull();
  }

  /**
   * Makes a value of several keys, whose type names them as they are named here.
   *
   * @param form throws {@link Invalid} with a field relative to this object
   */
  public <T> T made(Supplier<T> form) {
    try {
      return form.get();
    } catch (Invalid e) {
      throw invalid(e.field(), e.problem());
    }
  }

  /** A refusal of one of this object's fields. */
  public Invalid invalid(String key, String problem) {
    return path.key(key).invalid(problem);
  }

  private Optional<JsonValue> value(String key) {
    note(key);
    return Optional.ofNullable(members.get(key)).filter(not(JsonValue::isNull));
  }

  private void note(String key) {
    if (reading != Reading.LENIENT) {
      asked.add(key);
    }
  }

  /** Keys that are known, and of which nothing is made. */
  void skip(String... keys) {
    List.of(keys).forEach(this::note);
  }

  /** The keys that nobody asked for so far, by their paths. */
  List<String> unknown() {
    return members.keySet().stream()
        .filter(not(asked::contains))
        .map(key -> path.key(key).toString())
        .toList();
  }

  /** What a shape makes of this, and of nothing else. */
  <T> T as(Function<JsonObject, T> shape) {
    T value;
    try {
      value = shape.apply(this);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw path.invalid("is wrong: " + e.getMessage());
    }
    if (reading == Reading.STRICT) {
      members.keySet().stream()
          .filter(not(asked::contains))
          .findFirst()
          .ifPresent(
              key -> {
                throw invalid(key, "is not known");
              });
    }
    return value;
  }

  private static <T> String oneOf(T[] choices, Function<? super T, String> spelling) {
    return "must be one of " + String.join(", ", Arrays.stream(choices).map(spelling).toList());
  }
}
