package dev.agentsessions.store.internal;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Columns that are written together, and where their values come from. */
record Columns<R>(List<Column<R, ?>> list) {
  record Column<R, T>(Field<T> field, Function<R, @Nullable T> value) {}

  static <R> Columns<R> none() {
    return new Columns<>(List.of());
  }

  /** These and one more. */
  <T> Columns<R> and(Field<T> field, Function<R, @Nullable T> value) {
    return new Columns<>(
        Stream.<Column<R, ?>>concat(list.stream(), Stream.of(new Column<>(field, value))).toList());
  }

  Columns<R> and(Columns<R> more) {
    return new Columns<>(Stream.<Column<R, ?>>concat(list.stream(), more.list.stream()).toList());
  }
}
