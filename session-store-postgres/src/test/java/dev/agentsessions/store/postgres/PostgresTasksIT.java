package dev.agentsessions.store.postgres;

import dev.agentsessions.project.Projects;
import dev.agentsessions.task.Tasks;
import dev.agentsessions.testkit.FakeTicker;
import dev.agentsessions.testkit.task.AbandonedTasksContract;
import dev.agentsessions.testkit.task.FakeTaskHandler;
import dev.agentsessions.testkit.task.TaskLimitContract;
import dev.agentsessions.testkit.task.TaskThreadsContract;
import dev.agentsessions.testkit.task.TasksContract;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresTasksIT
    implements TasksContract, AbandonedTasksContract, TaskLimitContract, TaskThreadsContract {
  private final PostgresStoreConfig config = PostgresDatabase.newConfig();
  private final FakeTicker ticker = new FakeTicker();
  private final FakeTaskHandler handler = new FakeTaskHandler();
  private PostgresDatabase program;

  @BeforeEach
  @Override
  public void openProgram() {
    program = PostgresDatabase.open(config, "test", ticker, handler);
  }

  @AfterEach
  @Override
  public void closeProgram() {
    program.scheduler().hostClosing();
    program.scheduler().close();
    program.close();
  }

  @Override
  public Tasks tasks() {
    return program.tasks();
  }

  @Override
  public Projects projects() {
    return program.projects();
  }

  @Override
  public FakeTaskHandler handler() {
    return handler;
  }

  @Override
  public void runDue() {
    program.scheduler().runDue();
  }

  @Override
  public void reviveAbandoned() {
    program.scheduler().reviveAbandoned();
  }

  @Override
  public void pass(Duration time) {
    ticker.advance(time);
  }

  @Override
  public void make(int count) throws SQLException {
    program.execute(INSERT + "generate_series(1, " + count + ") as numbers(n)");
  }

  @Override
  public void startThreads() {
    program.scheduler().start();
    program.scheduler().hostStarted();
  }
}
