package dev.agentsessions.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.agentsessions.json.JsonValue.Elements;
import dev.agentsessions.json.JsonValue.Members;
import dev.agentsessions.json.JsonValue.Null;
import dev.agentsessions.session.SessionException.Invalid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses a document whole. What is no JSON object of sane depth is {@link Invalid}. */
final class JsonTree {
  static final int MAX_DEPTH = 32;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Anybody chooses the keys, so no table that outlives the request may remember them.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final JsonParser parser;
  private final Reading reading;

  private JsonTree(JsonParser parser, Reading reading) {
    this.parser = parser;
    this.reading = reading;
  }

  static JsonValue parse(String document, Reading reading) {
    try (JsonParser parser = FACTORY.createParser(document)) {
      Invalid.check(parser.nextToken() == JsonToken.START_OBJECT, "body", "must be a JSON object");
      JsonValue root = new JsonTree(parser, reading).value(JsonPath.ROOT, 0);
      Invalid.check(parser.nextToken() == null, "body", "goes on after its end");
      return root;
    } catch (JsonProcessingException e) {
      throw new Invalid("body", "cannot be read as JSON" + place(e));
    } catch (IOException e) {
      throw new AssertionError("a string was not read", e);
    }
  }

  /**
   * The texts of a list's objects, each to be parsed on its own; empty texts for what is none.
   *
   * @throws Invalid if the document is no list
   */
  static List<String> objects(String document) {
    List<String> objects = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(document)) {
      Invalid.check(parser.nextToken() == JsonToken.START_ARRAY, "body", "must be a JSON list");
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
        parser.skipChildren();
        int end = (int) parser.currentLocation().getCharOffset();
        objects.add(isObject ? document.substring(start, end) : "");
      }
      Invalid.check(parser.nextToken() == null, "body", "goes on after its end");
      return objects;
    } catch (JsonProcessingException e) {
      throw new Invalid("body", "cannot be read as JSON" + place(e));
    } catch (IOException e) {
      throw new AssertionError("a string was not read", e);
    }
  }

  private static String place(JsonProcessingException e) {
    return Optional.ofNullable(e.getLocation()) // a number that is too long has none
        .map(place -> ": see line " + place.getLineNr())
        .orElse("");
  }

  private JsonValue value(JsonPath path, int depth) throws IOException {
    Object raw =
        switch (parser.currentToken()) {
          case START_OBJECT -> members(path, deeper(path, depth));
          case START_ARRAY -> elements(path, deeper(path, depth));
          case VALUE_STRING -> text(parser.getText(), path);
          case VALUE_TRUE -> true;
          case VALUE_FALSE -> false;
          case VALUE_NULL -> new Null();
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
          case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
              throw new AssertionError("no value begins with " + parser.currentToken());
        };
    return new JsonValue(reading, path, raw);
  }

  private Members members(JsonPath path, int depth) throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = text(parser.currentName(), path);
      JsonPath place = path.key(key);
      parser.nextToken();
      if (members.put(key, value(place, depth)) != null) {
        throw place.invalid("is there twice");
      }
    }
    return new Members(members);
  }

  private Elements elements(JsonPath path, int depth) throws IOException {
    List<JsonValue> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(path.index(elements.size()), depth));
    }
    return new Elements(elements);
  }

  private String text(String text, JsonPath path) {
    if (!reading.accepts(text)) {
      throw path.invalid("holds NUL or half a character");
    }
    return text;
  }

  private static int deeper(JsonPath path, int depth) {
    if (depth == MAX_DEPTH) {
      throw path.invalid("is nested deeper than " + MAX_DEPTH);
    }
    return depth + 1;
  }
}
