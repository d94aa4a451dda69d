package dev.agentsessions.operation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Changes to a map, as a merge patch says them.
 *
 * @param clears whether everything goes first, as {@code null} in place of the map says
 * @param entries a value to set, or empty to remove the key
 */
public record MapPatch(boolean clears, Map<String, Optional<String>> entries) {
  public static final MapPatch NONE = new MapPatch(false, Map.of());

  public MapPatch {
    entries = Map.copyOf(entries);
  }

  Map<String, String> applyTo(Map<String, String> old) {
    Map<String, String> next = clears ? new HashMap<>() : new HashMap<>(old);
    entries.forEach(
        (key, value) -> value.ifPresentOrElse(text -> next.put(key, text), () -> next.remove(key)));
    return next;
  }
}
