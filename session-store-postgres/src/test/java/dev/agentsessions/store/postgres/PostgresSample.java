package dev.agentsessions.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.store.internal.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * All rows of a database in a file: the last migration that it had run, and then, table by table,
 * what COPY makes of it.
 */
record PostgresSample(Path file) {
  private static final String END = "\\.";
  private static final String VERSION =
      "select version from %s where success order by installed_rank desc limit 1"
          .formatted(Schema.HISTORY);
  private static final String TABLES =
      """
      select table_name || '(' || string_agg(column_name, ', ' order by ordinal_position) || ')'
      from information_schema.columns
      where table_schema = 'public' and table_name <> '%s'
      group by table_name order by table_name
      """
          .formatted(Schema.HISTORY);

  void write(PostgresStoreConfig config) throws IOException, SQLException {
    try (Connection connection = new PostgresConnections(config).open();
        Writer sample =
            new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), UTF_8)) {
      sample.write(texts(connection, VERSION).getFirst() + "\n");
      for (String table : texts(connection, TABLES)) {
        sample.write(table + "\n");
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy " + table + " to stdout", sample);
        sample.write(END + "\n");
      }
    }
  }

  /** Into a database that is empty yet. */
  void restore(PostgresStoreConfig config, Schema schema) throws IOException, SQLException {
    DataSource database = new PostgresConnections(config).unhurried();
    try (var sample =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8));
        Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      schema.migrate(database, sample.readLine());
      statement.execute("set session_replication_role = replica"); // tables refer to later ones
      String table = sample.readLine();
      while (table != null) {
        statement.execute("delete from " + table.replaceFirst("\\(.*", ""));
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy " + table + " from stdin", new StringReader(rows(sample)));
        table = sample.readLine();
      }
    }
  }

  private static String rows(BufferedReader sample) throws IOException {
    var rows = new StringBuilder();
    String row = sample.readLine();
    while (!row.equals(END)) {
      rows.append(row).append('\n');
      row = sample.readLine();
    }
    return rows.toString();
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
