package dev.agentsessions.json;

import dev.agentsessions.session.SessionException.Invalid;
import java.util.Optional;

/**
 * Where in a document a value is, such as {@code workers[0].name}. Written out only when somebody
 * asks, because a hostile document has many long ones.
 */
record JsonPath(Optional<JsonPath> parent, String step) {
  static final JsonPath ROOT = new JsonPath(Optional.empty(), "");
  private static final int SHOWN = 80;

  JsonPath key(String key) {
    return new JsonPath(
        Optional.of(this), key.length() <= SHOWN ? key : key.substring(0, SHOWN) + "…");
  }

  JsonPath index(int index) {
    return new JsonPath(Optional.of(this), "[" + index + "]");
  }

  Invalid invalid(String problem) {
    return new Invalid(isRoot() ? "body" : toString(), problem);
  }

  private boolean isRoot() {
    return parent.isEmpty();
  }

  @Override
  public String toString() {
    String before = parent.map(JsonPath::toString).orElse("");
    return before.isEmpty() || step.startsWith("[") ? before + step : before + "." + step;
  }
}
