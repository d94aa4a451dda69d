package dev.agentsessions.store.internal;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.IdentityHashMap;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** A result being read, row by row, by column. For one thread, while its statement is open. */
final class Rows {
  /** For a statement that counts rows, and to be read by {@link #count}. */
  static final Field<Long> COUNT = DSL.count().coerce(SQLDataType.BIGINT);

  private final ResultSet results;
  private final IdentityHashMap<Field<?>, Integer> columns;

  Rows(ResultSet results, IdentityHashMap<Field<?>, Integer> columns) {
    this.results = results;
    this.columns = columns;
  }

  /** What a statement counted. */
  static long count(Rows rows) throws SQLException {
    return rows.next() ? rows.get(COUNT) : 0;
  }

  /** Moves to the next row, at first to the first; whether there is one. */
  boolean next() throws SQLException {
    return results.next();
  }

  /** The value of a column that is never null. */
  <T> T get(Field<T> column) throws SQLException {
    return requireNonNull(value(column), column::getName);
  }

  <T> Optional<T> find(Field<T> column) throws SQLException {
    return Optional.ofNullable(value(column));
  }

  private <T> @Nullable T value(Field<T> column) throws SQLException {
    int index = requireNonNull(columns.get(column), column::getName);
    Class<T> type = column.getType();
    if (type == String.class) {
      return type.cast(results.getString(index));
    }
    if (type == Instant.class) {
      OffsetDateTime time = results.getObject(index, OffsetDateTime.class);
      return time == null ? null : type.cast(time.toInstant());
    }
    if (type == Long.class) {
      long number = results.getLong(index); // drivers take a while to find out what an object is
      return results.wasNull() ? null : type.cast(number);
    }
    return results.getObject(index, type);
  }
}
