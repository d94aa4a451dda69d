package dev.agentsessions.bench.store;

import static com.google.common.base.Preconditions.checkState;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * How a careful program reads a session by hand: a connection of its own, a statement that is
 * prepared once, each column as the Java type it stands for, JSON by Jackson's own mapper.
 */
final class PlainReads {
  private static final String FIND =
      """
      select s.id, s.project, s.slug, s.name, s.owner_scope, s.owner_id, s.parent, s.role,
             s.created_by, s.node, s.display_name, s.desired, s.updated_by, s.state, s.host,
             w.id, w.name, w.desired, w.state, w.exit, w.activity,
             s.labels, s.annotations, s.spec, s.status, w.kind,
             s.version, s.generation, s.status_version, s.fence, s.message_count, s.elapsed,
             w.window_cols, w.window_rows, w.desired_epoch, w.epoch,
             s.created_at, s.updated_at, s.last_activity_at, s.measured_at, w.created_at
      from session s left join worker w on w.session = s.id
      where s.id = ?
      order by w.created_at, w.id
      """;
  private static final int TEXTS = 21;
  private static final int DOCUMENTS = 5;
  private static final int NUMBERS = 10;
  private static final int TIMES = 5;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final PreparedStatement find;

  PlainReads(Connection connection) throws SQLException {
    find = connection.prepareStatement(FIND);
  }

  /** A session's columns beside those of its only worker, in the order of the statement. */
  record Row(List<String> texts, List<String> documents, List<Long> numbers, List<Instant> times) {
    List<JsonNode> parsed() throws JsonProcessingException {
      List<JsonNode> parsed = new ArrayList<>(documents.size());
      for (String document : documents) {
        parsed.add(MAPPER.readTree(document));
      }
      return parsed;
    }
  }

  Row find(String id) throws SQLException {
    find.setString(1, id);
    try (ResultSet results = find.executeQuery()) {
      checkState(results.next(), "no session %s", id);
      return row(results);
    }
  }

  private static Row row(ResultSet results) throws SQLException {
    int column = 1;
    List<String> texts = new ArrayList<>(TEXTS);
    for (int i = 0; i < TEXTS; i++) {
      texts.add(results.getString(column++));
    }
    List<String> documents = new ArrayList<>(DOCUMENTS);
    for (int i = 0; i < DOCUMENTS; i++) {
      documents.add(results.getString(column++));
    }
    List<Long> numbers = new ArrayList<>(NUMBERS);
    for (int i = 0; i < NUMBERS; i++) {
      numbers.add(results.getLong(column++));
    }
    List<Instant> times = new ArrayList<>(TIMES);
    for (int i = 0; i < TIMES; i++) {
      times.add(results.getObject(column++, OffsetDateTime.class).toInstant());
    }
    return new Row(texts, documents, numbers, times);
  }
}
