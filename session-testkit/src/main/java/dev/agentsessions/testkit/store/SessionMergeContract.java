package dev.agentsessions.testkit.store;

import static dev.agentsessions.session.LifecycleEvent.ACTIVATE;
import static dev.agentsessions.session.LifecycleEvent.SPAWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Stale;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.Touch;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerObserved;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Callers and the owner write one session at once, and neither breaks or undoes the other. */
public interface SessionMergeContract extends StorePorts {
  @Test
  @DisplayName("P-03 an intent is written over an observation made meanwhile, which stays")
  default void anObservationDoesNotBreakAnIntent() {
    SampleProject project = SampleProject.in(this);
    Worker shell = project.terminal("shell");
    Session read = project.owned(project.stored(project.session("s").with(shell)));
    Session seen =
        sessionStore().commit(SampleChanges.see(read, shell.id(), WorkerObserved.running(1)));
    Session spawning = sessionStore().commit(SampleChanges.move(seen, SPAWN));

    Session stored =
        sessionStore()
            .commit(
                SampleChanges.workers(
                    read, List.of(shell.withSize(new WindowSize(80, 24)).restarted())));

    assertThat(stored.status()).isEqualTo(spawning.status());
    assertThat(stored.workers())
        .containsExactly(
            shell
                .withSize(new WindowSize(80, 24))
                .restarted()
                .withObserved(WorkerObserved.running(1)));
    assertThat(project.read(read)).isEqualTo(stored);
  }

  @Test
  @DisplayName("P-03 an intent that moves the state is refused after an observation")
  default void anObservationBreaksAMove() {
    SampleProject project = SampleProject.in(this);
    Session read = project.owned(project.stored("s"));
    Session spawning = sessionStore().commit(SampleChanges.move(read, SPAWN));
    int before = project.events().size();

    assertThatThrownBy(() -> sessionStore().commit(SampleChanges.stop(read)))
        .isInstanceOf(Stale.class);

    assertThat(project.read(read)).isEqualTo(spawning);
    assertThat(project.events()).hasSize(before);
  }

  @Test
  @DisplayName("P-03 an intent that depends on the state is refused after an observation")
  default void anObservationBreaksWhatDependsOnTheState() {
    SampleProject project = SampleProject.in(this);
    Session read = project.owned(project.stored("s"));
    Session spawning = sessionStore().commit(SampleChanges.move(read, SPAWN));
    int before = project.events().size();
    Session renamed = SampleChanges.rename(read, "renamed").after();

    assertThatThrownBy(() -> sessionStore().commit(new Intent(read, renamed, true)))
        .isInstanceOf(Stale.class);
    assertThat(project.read(read)).isEqualTo(spawning);
    assertThat(project.events()).hasSize(before);

    Session stored =
        sessionStore()
            .commit(new Intent(spawning, SampleChanges.rename(spawning, "now").after(), true));
    assertThat(stored.status()).as("it moves nothing").isEqualTo(spawning.status());
    assertThat(project.read(read)).isEqualTo(stored);
  }

  @Test
  @DisplayName("P-03 an observation is written over an intent made meanwhile, which stays")
  default void anIntentDoesNotBreakAnObservation() {
    SampleProject project = SampleProject.in(this);
    Worker shell = project.terminal("shell");
    Worker more = project.terminal("more");
    Session read = project.owned(project.stored(project.session("s").with(shell)));
    Session wanted =
        sessionStore().commit(SampleChanges.workers(read, List.of(shell.restarted(), more)));
    Session renamed = sessionStore().commit(SampleChanges.rename(wanted, "renamed"));
    SessionSpec spec = SessionSpec.of(new QuickSession(Path.of("/srv/other")));
    Session respecified = sessionStore().commit(SampleChanges.spec(renamed, spec));
    Session unwanted =
        sessionStore()
            .commit(
                new Intent(respecified, respecified.wanting(Desired.STOPPED, SampleChanges.BOB)));

    Observation observation = SampleChanges.see(read, shell.id(), WorkerObserved.running(1));
    Session seen = sessionStore().commit(observation);

    Session stored = project.read(read);
    assertThat(seen)
        .as("what callers want is not read again")
        .isEqualTo(observation.after().withStatus(observation.after().status().withVersion(2)));
    assertThat(stored.metadata()).isEqualTo(renamed.metadata());
    assertThat(stored.spec()).isEqualTo(spec);
    assertThat(stored.desired()).isEqualTo(Desired.STOPPED);
    assertThat(stored.revision()).isEqualTo(unwanted.revision());
    assertThat(stored.workers())
        .containsExactly(shell.restarted().withObserved(WorkerObserved.running(1)), more);
  }

  @Test
  @DisplayName("L-02 an intent does not undo a take-over made meanwhile")
  default void anIntentDoesNotUndoATakeOver() {
    SampleProject project = SampleProject.in(this);
    Session read = project.stored("s");
    Session taken = hosts().takeOver(read, project.host().id());

    Session renamed = sessionStore().commit(SampleChanges.rename(read, "renamed"));
    Session stopping =
        sessionStore().commit(SampleChanges.stop(renamed.withOwnership(read.ownership())));

    assertThat(renamed.ownership()).isEqualTo(taken.ownership());
    assertThat(stopping.ownership()).isEqualTo(taken.ownership());
    assertThat(project.read(read)).isEqualTo(stopping);
  }

  @Test
  @DisplayName("P-03 an observation is refused after an intent that moves the state")
  default void aMoveBreaksAnObservation() {
    SampleProject project = SampleProject.in(this);
    Session read = project.owned(project.stored(project.session("s").in(SessionState.SPAWNING)));
    Session stopping = sessionStore().commit(SampleChanges.stop(read));

    assertThatThrownBy(() -> sessionStore().commit(SampleChanges.move(read, ACTIVATE)))
        .isInstanceOf(Stale.class);

    assertThat(project.read(read)).isEqualTo(stopping);
  }

  @Test
  @DisplayName("P-03 an intent does not bring back a worker that an observation removed")
  default void aRemovedWorkerStaysGone() {
    SampleProject project = SampleProject.in(this);
    Worker shell = project.terminal("shell");
    Worker other = project.terminal("other");
    Session read = project.owned(project.stored(project.session("s").with(shell).with(other)));
    sessionStore().commit(SampleChanges.withoutWorker(read, shell.id()));

    Session stored =
        sessionStore()
            .commit(
                SampleChanges.workers(
                    read, List.of(shell.withSize(new WindowSize(80, 24)), other)));

    assertThat(stored.workers()).containsExactly(other);
    assertThat(project.read(read)).isEqualTo(stored);
  }

  @Test
  @DisplayName(
      "P-03, S-26 intents, observations, messages and touches at once: none refused, none lost")
  default void allWriteAtOnce() throws Exception {
    SampleProject project = SampleProject.in(this);
    Worker shell = project.terminal("shell");
    Session read = project.owned(project.stored(project.session("s").with(shell)));
    int rounds = 300;

    List<Session> last =
        Crowd.run(
            4,
            number ->
                switch (number) {
                  case 0 -> renames(read, rounds);
                  case 1 -> observations(read, shell.id(), rounds);
                  case 2 -> messages(read, rounds);
                  default -> touches(read, rounds);
                });

    Session stored = project.read(read);
    assertThat(stored.revision()).isEqualTo(last.get(0).revision());
    assertThat(stored.revision().version()).isEqualTo(rounds + 1L);
    assertThat(stored.metadata()).isEqualTo(last.get(0).metadata());
    assertThat(stored.status()).isEqualTo(last.get(1).status());
    assertThat(stored.status().version()).isEqualTo(rounds + 1L);
    assertThat(stored.workers()).isEqualTo(last.get(1).workers());
    assertThat(stored.liveness().messageCount()).isEqualTo(rounds);
    assertThat(stored.liveness().lastActivityAt())
        .isEqualTo(SampleSession.NOON.plusSeconds(rounds));
    assertThat(project.events(read.id()))
        .extracting(SessionEvent::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 3L * rounds + 2).boxed().toList());
  }

  private Callable<Session> renames(Session read, int rounds) {
    return () -> {
      Session session = read;
      for (int round = 1; round <= rounds; round++) {
        session = sessionStore().commit(SampleChanges.rename(session, "name " + round));
      }
      return session;
    };
  }

  private Callable<Session> observations(Session read, WorkerId worker, int rounds) {
    return () -> {
      Session session = read;
      for (int round = 1; round <= rounds; round++) {
        session =
            sessionStore()
                .commit(SampleChanges.see(session, worker, WorkerObserved.running(round)));
      }
      return session;
    };
  }

  private Callable<Session> touches(Session read, int rounds) {
    return () -> {
      for (int round = 1; round <= rounds; round++) {
        Instant at = SampleSession.NOON.plusSeconds(round);
        sessionStore().touch(Touch.activity(read.id(), at));
      }
      return read;
    };
  }

  private Callable<Session> messages(Session read, int rounds) {
    return () -> {
      for (int round = 1; round <= rounds; round++) {
        messageStore().add(read, SampleMessages.text("text " + round));
      }
      return read;
    };
  }
}
