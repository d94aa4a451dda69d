package dev.agentsessions.store.h2;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the embedded store is, and how many use it at once.
 *
 * @param file without H2's ending {@code .mv.db}; its folder is made when it is missing. Without
 *     {@code ;}, which H2 would read as the start of its settings
 * @param lockTimeout longest wait for a connection and for a row, and for a turn to write while
 *     nobody's ends, at least 250 ms
 * @param poolSize connections held open, at least 1
 */
public record H2StoreConfig(Path file, Duration lockTimeout, int poolSize) {
  /** What the connection pool takes as its shortest. */
  private static final Duration SHORTEST = Duration.ofMillis(250);

  public H2StoreConfig {
    checkArgument(file.getFileName() != null, "not a file: %s", file);
    checkArgument(file.toString().indexOf(';') < 0, "H2 takes no file with a semicolon: %s", file);
    checkArgument(
        lockTimeout.compareTo(SHORTEST) >= 0,
        "lockTimeout must be at least %s: %s",
        SHORTEST,
        lockTimeout);
    checkArgument(poolSize >= 1, "poolSize must be at least 1: %s", poolSize);
    file = file.toAbsolutePath().normalize();
  }

  /** With defaults for one host: 10 s, and 8 connections. */
  public static H2StoreConfig at(Path file) {
    return new H2StoreConfig(file, Duration.ofSeconds(10), 8);
  }
}
