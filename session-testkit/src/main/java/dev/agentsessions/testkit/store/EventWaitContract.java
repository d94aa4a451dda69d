package dev.agentsessions.testkit.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventCursor.OfProject;
import dev.agentsessions.event.EventCursor.OfSession;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Waiting for events. */
public interface EventWaitContract extends StorePorts {
  /** Long enough for a busy machine; a wait ends as soon as there is something to wait for. */
  Duration LONG = Duration.ofSeconds(30);

  int WAKE_UPS = 10;

  @Test
  @DisplayName("M-03 waiting ends at once when there is more, and in time when there is not")
  default void waitingEnds() throws Exception {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    assertThat(eventJournal().awaitMore(new OfSession(session.id(), 0), LONG)).isTrue();
    assertThat(eventJournal().awaitMore(new OfProject(project.id(), 0), LONG)).isTrue();
    assertThat(eventJournal().awaitMore(new OfSession(session.id(), 1), Duration.ofMillis(20)))
        .isFalse();
    assertThat(eventJournal().awaitMore(new OfProject(project.id(), 1), Duration.ZERO)).isFalse();
  }

  @Test
  @DisplayName("M-03 all who wait wake up at each commit, long before their time is over")
  default void waitingWakesUp() throws Exception {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    List<EventCursor> ends =
        List.of(new OfSession(session.id(), 1), new OfProject(project.id(), 1));
    var together = new CyclicBarrier(3);
    long start = System.nanoTime();

    List<Integer> rounds =
        Crowd.run(
            3,
            number -> number == 2 ? commit(session, together) : wakeUp(ends.get(number), together));

    assertThat(rounds).containsOnly(WAKE_UPS);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(2));
  }

  private Callable<Integer> commit(Session session, CyclicBarrier together) {
    return () -> {
      Session last = session;
      for (int round = 0; round < WAKE_UPS; round++) {
        last = sessionStore().commit(SampleChanges.rename(last, "name " + round));
        together.await();
      }
      return WAKE_UPS;
    };
  }

  private Callable<Integer> wakeUp(EventCursor end, CyclicBarrier together) {
    return () -> {
      EventCursor cursor = end;
      for (int round = 0; round < WAKE_UPS; round++) {
        assertThat(eventJournal().awaitMore(cursor, LONG)).isTrue();
        List<SessionEvent> read = eventJournal().read(cursor, 10);
        assertThat(read).hasSize(1);
        cursor = cursor.after(read.getFirst());
        together.await();
      }
      return WAKE_UPS;
    };
  }

  @Test
  @DisplayName("M-03 whoever waits can be interrupted")
  default void waitingCanBeInterrupted() throws Exception {
    SampleProject project = SampleProject.in(this);
    var end = new OfProject(project.id(), 0);
    var answer = new CompletableFuture<Optional<Boolean>>();

    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    answer.complete(Optional.of(eventJournal().awaitMore(end, LONG)));
                  } catch (InterruptedException e) {
                    answer.complete(Optional.empty());
                  }
                });
    waiting.interrupt();

    assertThat(answer.get(LONG.toSeconds() / 2, SECONDS)).isEmpty();
  }
}
