package dev.agentsessions.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.idempotency.Attempt;
import dev.agentsessions.idempotency.RequestKey;
import dev.agentsessions.project.Projects;
import dev.agentsessions.task.Tasks;
import dev.agentsessions.testkit.FakeTicker;
import dev.agentsessions.testkit.task.AbandonedTasksContract;
import dev.agentsessions.testkit.task.FakeTaskHandler;
import dev.agentsessions.testkit.task.TaskLimitContract;
import dev.agentsessions.testkit.task.TaskThreadsContract;
import dev.agentsessions.testkit.task.TasksContract;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2TasksTest
    implements TasksContract, AbandonedTasksContract, TaskLimitContract, TaskThreadsContract {
  @TempDir Path folder;

  private final FakeTicker ticker = new FakeTicker();
  private final FakeTaskHandler handler = new FakeTaskHandler();
  private H2Database program;

  @BeforeEach
  @Override
  public void openProgram() {
    program = H2Database.open(H2StoreConfig.at(folder.resolve("store")), ticker, handler);
  }

  @AfterEach
  @Override
  public void closeProgram() {
    program.scheduler().hostClosing();
    program.scheduler().close();
    program.close();
  }

  @Test
  @DisplayName("what is over for long is forgotten by itself")
  void whatIsOverIsForgotten() {
    var key = new RequestKey(Optional.empty(), "ann", "key");
    Instant longAgo = Instant.now().minus(Duration.ofDays(3));
    program.idempotency().begin(key, "print", longAgo);
    assertThat(program.idempotency().begin(key, "print", longAgo))
        .isInstanceOf(Attempt.Underway.class);

    startThreads();

    await()
        .atMost(LONG)
        .until(() -> program.idempotency().begin(key, "print", longAgo) instanceof Attempt.First);
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
    program.execute(INSERT + "system_range(1, " + count + ") as numbers(n)");
  }

  @Override
  public void startThreads() {
    program.scheduler().start();
    program.scheduler().hostStarted();
  }
}
