package dev.agentsessions.testkit.task;

import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskElsewhere;
import dev.agentsessions.task.TaskHandler;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Does nothing but note what it was asked to do, and fails when a test says so. */
public final class FakeTaskHandler implements TaskHandler {
  public static final String NAME = "fake";

  private final ConcurrentLinkedQueue<Task> runs = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger elsewhere = new AtomicInteger();
  private volatile Consumer<Task> during = task -> {};

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Task task) throws TaskElsewhere {
    runs.add(task);
    TaskElsewhere.unless(elsewhere.getAndUpdate(left -> Math.max(0, left - 1)) == 0);
    during.accept(task);
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("scripted to fail");
    }
  }

  /** The next runs fail. */
  public void fail(int times) {
    failures.set(times);
  }

  /** The next runs are another machine's to do. */
  public void leave(int times) {
    elsewhere.set(times);
  }

  /** What happens in the middle of each run. */
  public void during(Consumer<Task> action) {
    during = action;
  }

  /** Every run so far, with the task as it was handed over. */
  public List<Task> runs() {
    return List.copyOf(runs);
  }
}
