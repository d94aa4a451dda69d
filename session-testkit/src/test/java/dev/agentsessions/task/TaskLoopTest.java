package dev.agentsessions.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.testkit.FakeClock;
import dev.agentsessions.testkit.SequentialIds;
import dev.agentsessions.testkit.task.FakeTaskHandler;
import dev.agentsessions.time.Ticker;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskLoopTest {
  private final FakeTaskHandler handler = new FakeTaskHandler();
  private final Injector injector =
      Guice.createInjector(
          new InMemoryTasksModule(),
          new AbstractModule() {
            @Override
            protected void configure() {
              binder().requireExplicitBindings();
              bind(Ticker.class).toInstance(Ticker.SYSTEM);
              bind(InstantSource.class).toInstance(FakeClock.atNoon());
              bind(IdGenerator.class).toInstance(new SequentialIds());
              Multibinder.newSetBinder(binder(), TaskHandler.class)
                  .addBinding()
                  .toInstance(handler);
            }
          });
  private final Tasks tasks = injector.getInstance(Tasks.class);
  private final TaskLoop loop = injector.getInstance(TaskLoop.class);

  @BeforeEach
  void start() {
    loop.start();
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void workIsDoneByItself() {
    Task task = tasks.enqueue(work("a"));

    await().until(() -> state(task) == TaskState.DONE);
  }

  @Test
  void workThatFailedIsDoneAgainByItself() {
    handler.fail(1);
    Task task = tasks.enqueue(work("a"));

    await().until(() -> state(task) == TaskState.DONE);

    assertThat(handler.runs()).hasSize(2);
  }

  @Test
  void atMostEightTasksRunAtATime() {
    var begun = new CountDownLatch(8);
    var end = new CountDownLatch(1);
    handler.during(
        task -> {
          begun.countDown();
          awaitQuietly(end);
        });
    for (int i = 0; i < 20; i++) {
      tasks.enqueue(work("task " + i));
    }

    await().until(() -> begun.getCount() == 0);
    long running =
        tasks.list(ProjectId.DEFAULT, Optional.empty(), 20).stream()
            .filter(task -> task.state() == TaskState.RUNNING)
            .count();
    end.countDown();
    await().until(() -> handler.runs().size() == 20);

    assertThat(running).isEqualTo(8);
  }

  @Test
  void closingInterruptsWhatRunsAndBeginsNothingElse() {
    var begun = new CountDownLatch(8);
    var interrupted = new AtomicBoolean();
    handler.during(
        task -> {
          begun.countDown();
          interrupted.set(!awaitQuietly(new CountDownLatch(1)));
        });
    for (int i = 0; i < 20; i++) {
      tasks.enqueue(work("task " + i));
    }
    await().until(() -> begun.getCount() == 0);

    loop.close();

    assertThat(interrupted).isTrue();
    assertThat(handler.runs()).hasSize(8);
  }

  private TaskState state(Task task) {
    return tasks.find(task.id()).orElseThrow().state();
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static NewTask work(String key) {
    return new NewTask(ProjectId.DEFAULT, FakeTaskHandler.NAME, key, Optional.empty());
  }
}
