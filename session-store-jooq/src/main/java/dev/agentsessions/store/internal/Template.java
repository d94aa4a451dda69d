package dev.agentsessions.store.internal;

import dev.agentsessions.store.internal.Parameters.Value;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.ResultQuery;
import org.jooq.Select;

/**
 * A statement that jOOQ rendered once and that takes its values from an S each time it is run. To
 * render it anew and to fetch by jOOQ takes several times what H2 needs for the work itself:
 * docs/decisions/0004. Safe from any thread.
 */
final class Template<S> {
  private static final Pattern PARAMETER = Pattern.compile(":(" + Parameters.NAME + "\\d+)");

  private final String sql;
  private final List<Value<S>> values;
  private final IdentityHashMap<Field<?>, Integer> columns;

  private Template(String sql, List<Value<S>> values, IdentityHashMap<Field<?>, Integer> columns) {
    this.sql = sql;
    this.values = values;
    this.columns = columns;
  }

  /**
   * @param statement all of its values are parameters or inlined
   */
  static <S> Template<S> of(DSLContext db, Function<Parameters<S>, Query> statement) {
    var parameters = new Parameters<S>();
    Query query = statement.apply(parameters);
    String named = db.renderNamedParams(query);
    List<Value<S>> values =
        PARAMETER.matcher(named).results().map(place -> parameters.value(place.group(1))).toList();
    return new Template<>(PARAMETER.matcher(named).replaceAll("?"), values, columns(query));
  }

  /** A statement for one run, with its values in it. */
  static Template<Object> once(Select<?> statement) {
    List<Value<Object>> values =
        statement.getParams().values().stream()
            .filter(param -> !param.isInline())
            .map(param -> new Value<>(param.getDataType().getSQLType(), source -> param.getValue()))
            .toList();
    return new Template<>(statement.getSQL(), values, columns(statement));
  }

  String sql() {
    return sql;
  }

  void bind(PreparedStatement statement, S source) throws SQLException {
    int index = 1;
    for (Value<S> value : values) {
      value.bind(statement, index++, source);
    }
  }

  Rows rows(ResultSet results) {
    return new Rows(results, columns);
  }

  /** Places by identity: the equality of jOOQ's fields compares their rendered names. */
  private static IdentityHashMap<Field<?>, Integer> columns(Query query) {
    IdentityHashMap<Field<?>, Integer> columns = new IdentityHashMap<>();
    for (Field<?> field : fields(query)) {
      columns.put(field, columns.size() + 1);
    }
    return columns;
  }

  private static List<Field<?>> fields(Query query) {
    return switch (query) {
      // Its fields() are copies when two have one name.
      case Select<?> select -> select.$select().stream().<Field<?>>map(Field.class::cast).toList();
      case ResultQuery<?> returning -> List.of(returning.fields());
      default -> List.of();
    };
  }
}
