package dev.agentsessions.store.postgres;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Host programs on one database, and whatever can happen to them: the seed decides what is done,
 * the machine when. One thread.
 */
final class Fleet implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LONGEST_FREEZE_NANOS = Duration.ofSeconds(7).toNanos();
  private static final long LONGEST_PAUSE_MILLIS = 30;
  private static final int MOST_SESSIONS = 60;

  private final PostgresStoreConfig config;
  private final FleetTables tables;
  private final Random random;
  private final List<FleetProcess> hosts = new ArrayList<>();
  private final long[] thawAt;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Set<String> deleting = ConcurrentHashMap.newKeySet();
  private final Set<String> deleted = ConcurrentHashMap.newKeySet();
  private int kills;
  private int freezes;

  Fleet(PostgresStoreConfig config, FleetTables tables, int size, long seed) {
    this.config = config;
    this.tables = tables;
    this.random = new Random(seed);
    this.thawAt = new long[size];
    for (int host = 0; host < size; host++) {
      hosts.add(start(host));
    }
    awaitAll(FleetProcess::isReady);
  }

  /** One thing happens, and a moment passes. */
  void step() throws Exception {
    int dice = random.nextInt(1000);
    if (dice < 8) {
      kill(random.nextInt(hosts.size()));
    } else if (dice < 24) {
      freeze(random.nextInt(hosts.size()));
    } else if (dice < 70) {
      tables.exitOne(random.nextInt(2));
    } else {
      hosts.get(random.nextInt(hosts.size())).ask(operation());
    }
    thaw(System.nanoTime());
    Thread.sleep(random.nextLong(LONGEST_PAUSE_MILLIS)); // the steps' rhythm, nothing waits for it
  }

  /** Nothing is asked any more, all that was is done or refused, and every host is there. */
  void becomeQuiet() {
    thaw(Long.MAX_VALUE);
    awaitAll(FleetProcess::isQuiet);
  }

  /** Created and acknowledged, and nobody ever asked to delete them. */
  Set<String> mustBeThere() {
    return known.stream()
        .filter(session -> !deleting.contains(session))
        .collect(Collectors.toSet());
  }

  /** Deleted and acknowledged. */
  Set<String> mustBeGone() {
    return Set.copyOf(deleted);
  }

  int kills() {
    return kills;
  }

  int freezes() {
    return freezes;
  }

  private String operation() {
    List<String> sessions = known.stream().filter(id -> !deleting.contains(id)).sorted().toList();
    if (sessions.isEmpty() || (sessions.size() < MOST_SESSIONS && random.nextInt(5) == 0)) {
      return "create";
    }
    String session = sessions.get(random.nextInt(sessions.size()));
    int dice = random.nextInt(20);
    if (dice == 0) {
      deleting.add(session);
      return "delete " + session;
    }
    return (dice < 8 ? "start " : dice < 13 ? "stop " : "rename ") + session;
  }

  private void kill(int host) {
    hosts.get(host).kill();
    hosts.get(host).close();
    kills++;
    thawAt[host] = 0;
    hosts.set(host, start(host));
  }

  private void freeze(int host) {
    if (thawAt[host] == 0 && hosts.get(host).isReady()) {
      hosts.get(host).freeze();
      freezes++;
      thawAt[host] = System.nanoTime() + random.nextLong(LONGEST_FREEZE_NANOS);
    }
  }

  private void thaw(long now) {
    for (int host = 0; host < thawAt.length; host++) {
      if (thawAt[host] != 0 && thawAt[host] <= now) {
        hosts.get(host).thaw();
        thawAt[host] = 0;
      }
    }
  }

  private FleetProcess start(int host) {
    return new FleetProcess(config, "host-" + host, this::hear);
  }

  private void hear(String acknowledged) {
    String[] words = acknowledged.split(" ", 2);
    switch (words[0]) {
      case "create" -> known.add(words[1]);
      case "delete" -> deleted.add(words[1]);
      default -> {}
    }
  }

  private void awaitAll(Predicate<FleetProcess> state) {
    await().atMost(PATIENCE).until(() -> hosts.stream().allMatch(state));
    if (!hosts.stream().allMatch(FleetProcess::isAlive)) {
      throw new AssertionError("a host ended by itself, see standard error");
    }
  }

  @Override
  public void close() {
    hosts.forEach(FleetProcess::close);
  }
}
