package dev.agentsessions.store.internal;

import static java.util.Objects.requireNonNull;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The places in a {@link Template} that are filled from an S. For one thread. */
final class Parameters<S> {
  static final String NAME = "v";

  private final Map<String, Value<S>> values = new HashMap<>();

  /** A place for a value of a column's type. */
  <T> Param<T> of(Field<T> column, Function<S, @Nullable T> value) {
    return of(column.getDataType(), value);
  }

  <T> Param<T> of(DataType<T> type, Function<S, @Nullable T> value) {
    String name = NAME + values.size();
    values.put(name, new Value<>(type.getSQLType(), value));
    return DSL.param(name, type);
  }

  /** Places for all values of some columns. */
  <R> Map<Field<?>, Param<?>> of(Columns<R> columns, Function<S, R> row) {
    Map<Field<?>, Param<?>> places = new LinkedHashMap<>();
    columns.list().forEach(column -> places.put(column.field(), of(column, row)));
    return places;
  }

  private <R, T> Param<T> of(Columns.Column<R, T> column, Function<S, R> row) {
    return of(column.field(), source -> column.value().apply(row.apply(source)));
  }

  Value<S> value(String name) {
    return requireNonNull(values.get(name), name);
  }

  /** What fills one place. */
  record Value<S>(int sqlType, Function<S, ? extends @Nullable Object> from) {
    void bind(PreparedStatement statement, int index, S source) throws SQLException {
      switch (from.apply(source)) {
        case null -> statement.setNull(index, sqlType);
        case String text -> statement.setString(index, text);
        case Long number -> statement.setLong(index, number);
        case Integer number -> statement.setInt(index, number);
        case Boolean flag -> statement.setBoolean(index, flag);
        case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
        case Object other -> throw new IllegalArgumentException("no SQL value: " + other);
      }
    }
  }
}
