package dev.agentsessions.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.task.NewTask;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskState;
import dev.agentsessions.testkit.task.FakeTaskHandler;
import dev.agentsessions.time.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two hosts on one database, one of which is killed while it runs a task. */
class PostgresTaskKillIT {
  /** 12 s of silence, found within 6 s, and what a busy machine takes. */
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final String RUNNING = "running";

  private final PostgresStoreConfig config = PostgresDatabase.newConfig();
  private final FakeTaskHandler handler = new FakeTaskHandler();
  private PostgresDatabase host;

  /** The host that is killed: runs what it finds, and never ends it. */
  public static void main(String[] arguments) {
    var hanging = new FakeTaskHandler();
    hanging.during(
        task -> {
          System.out.println(RUNNING);
          Uninterruptibles.awaitUninterruptibly(new CountDownLatch(1));
        });
    PostgresDatabase killed =
        PostgresDatabase.open(
            PostgresStoreConfig.at(arguments[0], arguments[1], arguments[2]),
            "killed",
            Ticker.SYSTEM,
            hanging);
    killed.scheduler().start();
    killed.scheduler().hostStarted();
    Uninterruptibles.awaitUninterruptibly(new CountDownLatch(1));
  }

  @BeforeEach
  void open() {
    host = PostgresDatabase.open(config, "survivor", Ticker.SYSTEM, handler);
  }

  @AfterEach
  void close() {
    host.scheduler().hostClosing();
    host.scheduler().close();
    host.close();
  }

  @Test
  @DisplayName("P-08, L-01 what a killed host was running is run by another one, once")
  void anotherHostGoesOn() throws Exception {
    Task task =
        host.tasks()
            .enqueue(
                new NewTask(ProjectId.DEFAULT, FakeTaskHandler.NAME, "deadly", Optional.empty()));
    killWhileItRuns();
    assertThat(stored(task).state()).isEqualTo(TaskState.RUNNING);

    host.scheduler().start();
    host.scheduler().hostStarted();

    await().atMost(LONG).until(() -> stored(task).state() == TaskState.DONE);
    assertThat(stored(task).attempts()).isEqualTo(2);
    assertThat(handler.runs()).hasSize(1);
  }

  private void killWhileItRuns() throws IOException {
    List<String> command =
        Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dguice_custom_class_loading=CHILD",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                PostgresTaskKillIT.class.getName(),
                config.url(),
                config.user(),
                config.password())
            .toList();
    Process victim =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var lines = victim.inputReader(UTF_8)) {
      assertThat(lines.readLine()).isEqualTo(RUNNING);
    } finally {
      victim.destroyForcibly().onExit().join();
    }
  }

  private Task stored(Task task) {
    return host.tasks().find(task.id()).orElseThrow();
  }
}
