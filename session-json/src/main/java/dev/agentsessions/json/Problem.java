package dev.agentsessions.json;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;

/**
 * An error as callers see it.
 *
 * @param name of its type in kebab case: the type is {@code /problems/<name>}
 * @param title the same for every problem of the type
 * @param status of HTTP
 * @param detail about this one
 * @param members more about it: {@code field}, {@code phase}, {@code holder}, {@code suggestion}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public record Problem(
    String name, String title, int status, String detail, Map<String, String> members) {
  public Problem {
    requireNonNull(name, "name");
    requireNonNull(title, "title");
    requireNonNull(detail, "detail");
    members = Map.copyOf(members);
  }

  public Problem(String name, String title, int status, String detail) {
    this(name, title, status, detail, Map.of());
  }

  /** This with one more member. */
  public Problem with(String member, Object value) {
    var more = new HashMap<>(members);
    more.put(member, value.toString());
    return new Problem(name, title, status, detail, more);
  }

  /** Its members, into an object. */
  public void write(JsonWriter json) {
    json.text("type", "/problems/" + name)
        .text("title", title)
        .number("status", status)
        .text("detail", detail)
        .entries(members);
  }
}
