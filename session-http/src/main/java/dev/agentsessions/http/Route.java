package dev.agentsessions.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path whose {@code {names}} stand for one segment each, or, as the last one and written {@code
 * {name...}}, for the rest.
 */
record Route(String pattern, List<String> segments) {
  Route {
    segments = List.copyOf(segments);
  }

  static Route of(String pattern) {
    return new Route(pattern, split(pattern));
  }

  /** The segments of a path as sent: still encoded. */
  static List<String> split(String path) {
    return Arrays.asList(path.substring(1).split("/", -1));
  }

  /** The names, in order. */
  List<String> parameters() {
    return segments.stream().filter(Route::isName).map(Route::name).toList();
  }

  /** This, as OpenAPI writes it. */
  String template() {
    return pattern.replace("...}", "}");
  }

  /**
   * What the names stand for in a path, decoded; empty when it is another route's.
   *
   * @throws IllegalArgumentException if the path is encoded wrongly
   */
  Optional<Map<String, String>> match(List<String> path) {
    boolean takesRest = segments.getLast().endsWith("...}");
    if (takesRest ? path.size() < segments.size() : path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String expected = segments.get(i);
      if (isName(expected)) {
        boolean isRest = takesRest && i == segments.size() - 1;
        values.put(
            name(expected), decoded(isRest ? path.subList(i, path.size()) : List.of(path.get(i))));
      } else if (!expected.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  private static boolean isName(String segment) {
    return segment.startsWith("{");
  }

  private static String name(String segment) {
    return segment.substring(1, segment.length() - 1).replace("...", "");
  }

  private static String decoded(List<String> segments) {
    List<String> texts = new ArrayList<>();
    for (String segment : segments) {
      // In a path a plus is a plus.
      texts.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    return String.join("/", texts);
  }
}
