package dev.agentsessions.host;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Who this host is.
 *
 * @param ttl how long its lease holds without being renewed, at least 30 ms; it is renewed three
 *     times as often
 */
public record HostConfig(HostId id, NodeId node, Duration ttl) {
  public static final Duration DEFAULT_TTL = Duration.ofSeconds(3);

  public HostConfig {
    requireNonNull(id, "id");
    requireNonNull(node, "node");
    checkArgument(ttl.toMillis() >= 30, "ttl is too short: %s", ttl);
  }

  public static HostConfig of(HostId id, NodeId node) {
    return new HostConfig(id, node, DEFAULT_TTL);
  }

  /**
   * The only host of a data directory.
   *
   * @param data made when it is missing
   * @throws UncheckedIOException if it cannot be used
   */
  public static HostConfig in(Path data) {
    try {
      Files.createDirectories(data);
      return of(new HostId("main"), NodeFile.in(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often to renew. */
  public Duration interval() {
    return Duration.ofNanos(ttl.toNanos() / 3);
  }

  /** How long a host may act on one renewal, and how long an observer may look away: two thirds. */
  public Duration grace() {
    return Duration.ofNanos(ttl.toNanos() / 3 * 2);
  }
}
