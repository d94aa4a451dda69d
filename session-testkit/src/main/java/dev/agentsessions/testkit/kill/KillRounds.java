package dev.agentsessions.testkit.kill;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.testkit.store.OpenStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Kills programs, one after the other, and looks at what each leaves. One thread. */
public final class KillRounds {
  private static final int MAX_REPORTS = 1000;
  private static final int SOME_REPORTS = 300;
  private static final long MAX_MORE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  /** What a host takes to close beside a build; H2 tidies its file in the last 200 ms of it. */
  private static final int MAX_CLOSING_MILLIS = 800;

  private final DurableStore durable;
  private final Random random;
  private final Map<ProjectId, List<Report>> reported = new LinkedHashMap<>();

  private KillRounds(DurableStore durable, long seed) {
    this.durable = durable;
    this.random = new Random(seed);
  }

  static void run(DurableStore durable, int rounds) {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println(rounds + " kill rounds, seed " + seed);
    var kills = new KillRounds(durable, seed);
    for (int round = 1; round <= rounds; round++) {
      kills.round(new ProjectId("round-" + round));
    }
    kills.checkAll();
  }

  /** Leaves a store with some history, as a killed program does: a sample for later programs. */
  public static void leave(DurableStore durable, ProjectId project) {
    try (Victim victim = new KillRounds(durable, 0).victim(project)) {
      victim.awaitReports(SOME_REPORTS);
    }
  }

  private Victim victim(ProjectId project) {
    List<String> arguments = new ArrayList<>(durable.place());
    arguments.add(project.value());
    arguments.add(String.valueOf(random.nextLong()));
    return Victim.start(durable.program(), arguments);
  }

  private void round(ProjectId project) {
    try (Victim victim = victim(project)) {
      victim.awaitReports(random.nextInt(MAX_REPORTS));
      if (random.nextBoolean()) {
        victim.askToEnd();
        Uninterruptibles.sleepUninterruptibly(
            random.nextInt(MAX_CLOSING_MILLIS), TimeUnit.MILLISECONDS);
      } else {
        spin(random.nextLong(MAX_MORE_NANOS)); // into the middle of something
      }
      reported.put(project, victim.kill());
    }
    try (OpenStore store = durable.open()) {
      Aftermath.of(store, project).goOn();
      check(store, project);
    }
  }

  /** Later programs took over what earlier ones had left. */
  private void checkAll() {
    try (OpenStore store = durable.open()) {
      reported.keySet().forEach(project -> check(store, project));
    }
  }

  private void check(OpenStore store, ProjectId project) {
    Aftermath.of(store, project).check(reported.getOrDefault(project, List.of()));
  }

  private static void spin(long nanos) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      Thread.onSpinWait();
    }
  }
}
