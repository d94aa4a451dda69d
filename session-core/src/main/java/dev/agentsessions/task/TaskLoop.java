package dev.agentsessions.task;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the threads that run tasks: {@value #PARALLEL} virtual ones, so at most that many run. */
final class TaskLoop implements HostPart {
  private static final Logger log = LoggerFactory.getLogger(TaskLoop.class);
  private static final int PARALLEL = 8;
  private static final Duration LONG_WAIT = Duration.ofMinutes(1);
  private static final Duration JOIN = Duration.ofSeconds(5);

  private final InMemoryTasks tasks;
  private final TaskRunner runner;
  private final List<Thread> threads = new ArrayList<>(); // the starting thread's own

  @Inject
  TaskLoop(InMemoryTasks tasks, TaskRunner runner) {
    this.tasks = requireNonNull(tasks, "tasks");
    this.runner = requireNonNull(runner, "runner");
  }

  @Override
  public void start() {
    for (int i = 1; i <= PARALLEL; i++) {
      threads.add(Thread.ofVirtual().name("tasks-" + i).start(this::runUntilInterrupted));
    }
  }

  /** Interrupts the tasks that run, and waits for them up to 5 s. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      long end = System.nanoTime() + JOIN.toNanos();
      for (Thread thread : threads) {
        if (!thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
          log.warn("{} was still at work after {}", thread.getName(), JOIN);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runUntilInterrupted() {
    try {
      while (true) {
        runner.runDue();
        tasks.awaitDue(LONG_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the host closes
    }
  }
}
