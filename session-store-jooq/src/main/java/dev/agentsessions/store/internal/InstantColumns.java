package dev.agentsessions.store.internal;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How db-scheduler writes and reads instants: as all else here does. A Timestamp, its own way, goes
 * through the program's time zone, where some local times are there twice.
 */
final class InstantColumns extends DefaultJdbcCustomization {
  InstantColumns() {
    super(true);
  }

  @Override
  public String getName() {
    return "instants";
  }

  @Override
  public void setInstant(PreparedStatement statement, int index, @Nullable Instant value)
      throws SQLException {
    statement.setObject(index, value == null ? null : value.atOffset(ZoneOffset.UTC));
  }

  @Override
  @SuppressWarnings("NullAway") // the library's own does so, too, and its interface does not say it
  public @Nullable Instant getInstant(ResultSet results, String column) throws SQLException {
    OffsetDateTime time = results.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
