package dev.agentsessions.testkit.task;

import dev.agentsessions.project.Projects;
import dev.agentsessions.task.Tasks;
import java.time.Duration;

/** A program's durable tasks under test, which one {@link FakeTaskHandler} does. */
public interface RunningTasks {
  Tasks tasks();

  /** Of the same store. */
  Projects projects();

  FakeTaskHandler handler();

  /** Runs everything that is due, on the thread that calls; without heartbeats. Many may. */
  void runDue();

  /** Passes the program's monotonic time. */
  void pass(Duration time);
}
