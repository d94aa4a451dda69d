package dev.agentsessions.store.postgres;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Which database, and how patiently it is used.
 *
 * @param url a JDBC URL that begins with {@link #URL_PREFIX}; the tables are in the schema that is
 *     current on its connections
 * @param patience longest for a read while the database does not answer, at least 500 ms: half of
 *     it for a connection, and half for the answer. Lists are not such reads, they have a call's
 *     time
 * @param callTimeout longest for any other statement, locks included; at least 1 s. A connection
 *     that is silent for a second more is given up
 * @param poolSize most connections besides the two that carry signals, at least 2
 */
public record PostgresStoreConfig(
    String url,
    String user,
    String password,
    Duration patience,
    Duration callTimeout,
    int poolSize) {
  public static final String URL_PREFIX = "jdbc:postgresql:";

  private static final Duration SHORTEST_PATIENCE = Duration.ofMillis(500);
  private static final Duration SHORTEST_CALL = Duration.ofSeconds(1);

  public PostgresStoreConfig {
    checkArgument(url.startsWith(URL_PREFIX), "not a URL that begins with %s", URL_PREFIX);
    requireNonNull(user, "user");
    requireNonNull(password, "password");
    checkArgument(
        patience.compareTo(SHORTEST_PATIENCE) >= 0, "patience is at least 500 ms: %s", patience);
    checkArgument(
        callTimeout.compareTo(SHORTEST_CALL) >= 0, "callTimeout is at least 1 s: %s", callTimeout);
    checkArgument(poolSize >= 2, "poolSize is at least 2: %s", poolSize);
  }

  /** With defaults: 2 s of patience, 10 s for a call, and at most 16 connections. */
  public static PostgresStoreConfig at(String url, String user, String password) {
    return new PostgresStoreConfig(
        url, user, password, Duration.ofSeconds(2), Duration.ofSeconds(10), 16);
  }

  /** Leaves out the password, also one in the URL. */
  @Override
  public String toString() {
    return "PostgresStoreConfig[" + place() + ", user=" + user + "]";
  }

  /** The URL without its parameters, which may hold a password: for people. */
  String place() {
    return url.replaceFirst("\\?.*", "");
  }
}
