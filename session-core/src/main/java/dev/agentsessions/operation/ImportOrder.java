package dev.agentsessions.operation;

import dev.agentsessions.imports.ImportRow;
import dev.agentsessions.imports.ImportRow.Understood;
import dev.agentsessions.session.SessionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The order in which rows are imported. */
final class ImportOrder {
  /**
   * A row.
   *
   * @param number in the file, from 1
   */
  record Numbered(int number, ImportRow row) {
    Optional<SessionId> id() {
      return row instanceof Understood readable
          ? Optional.of(readable.session().id())
          : Optional.empty();
    }

    Optional<SessionId> parent() {
      return row instanceof Understood readable ? readable.session().parent() : Optional.empty();
    }
  }

  private ImportOrder() {}

  /** A parent comes before its children, else the file's order holds. Circles end somewhere. */
  static List<Numbered> parentsFirst(List<ImportRow> rows) {
    List<Numbered> numbered = new ArrayList<>();
    Map<SessionId, Numbered> byId = new HashMap<>();
    for (ImportRow row : rows) {
      var each = new Numbered(numbered.size() + 1, row);
      numbered.add(each);
      each.id().ifPresent(id -> byId.putIfAbsent(id, each));
    }
    Set<Integer> placed = new HashSet<>();
    List<Numbered> ordered = new ArrayList<>();
    for (Numbered first : numbered) {
      Deque<Numbered> line = new ArrayDeque<>();
      @Nullable Numbered next = first;
      while (next != null && placed.add(next.number())) {
        line.push(next);
        next = next.parent().map(byId::get).orElse(null);
      }
      ordered.addAll(line);
    }
    return ordered;
  }
}
