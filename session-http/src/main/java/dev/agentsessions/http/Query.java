package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.session.SessionException.Invalid;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What stands behind the question mark: known names only. Every refusal names the parameter. */
record Query(Map<String, List<String>> values) {
  Query {
    values = Map.copyOf(values);
  }

  /**
   * @param raw as sent, without the question mark
   * @throws Invalid for a name that is not known, or is there twice and must not be
   */
  static Query parse(String raw, List<Parameter> known) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
      }
    }
    values.forEach((name, all) -> check(name, all, known));
    return new Query(values);
  }

  Optional<String> text(String name) {
    return texts(name).stream().findFirst();
  }

  List<String> texts(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** A whole number that is not negative. */
  OptionalLong number(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(whole(name, text.get()));
  }

  boolean flag(String name) {
    Optional<String> text = text(name);
    Invalid.check(
        text.isEmpty() || text.get().equals("true") || text.get().equals("false"),
        name,
        "must be true or false");
    return text.isPresent() && text.get().equals("true");
  }

  /** A whole number from 0 up, as callers write it. */
  static long whole(String name, String text) {
    Invalid.check(text.matches("[0-9]{1,18}"), name, "must be a whole number, not negative");
    return Long.parseLong(text);
  }

  private static void check(String name, List<String> values, List<Parameter> known) {
    Parameter parameter =
        known.stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new Invalid(name, "is not a parameter here"));
    Invalid.check(parameter.repeats() || values.size() == 1, name, "is there twice");
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Invalid("query", "is not encoded as addresses are");
    }
  }
}
