package dev.agentsessions.testkit.store;

import static dev.agentsessions.session.LifecycleEvent.CLEAN;
import static dev.agentsessions.session.LifecycleEvent.SPAWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.event.SessionChange.SessionCleaned;
import dev.agentsessions.event.SessionChange.SessionDeleted;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Worker;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Deleting: hidden at once, gone when cleaned. */
public interface SessionDeleteContract extends StorePorts {
  @Test
  @DisplayName("S-08 a deleted session is hidden from lists and slugs, and found by its id")
  default void aDeletedSessionIsHidden() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored(project.session("s").label("k", "v"));

    Session deleted = sessionStore().commit(SampleChanges.delete(session));

    assertThat(sessionStore().find(session.id())).contains(deleted);
    assertThat(sessionStore().find(project.id(), session.identity().slug())).isEmpty();
    assertThat(sessionStore().page(Listing.of(project, SessionFilter.ALL)).items()).isEmpty();
    assertThat(sessionStore().page(Listing.of(project, SessionFilter.ALL)).total()).hasValue(0);
    assertThat(sessionStore().page(Listing.of(project, Filters.label("k", "v"))).items()).isEmpty();
    assertThat(project.changes(session))
        .contains(new SessionDeleted(Desired.DELETED, Optional.empty()));
  }

  @Test
  @DisplayName("L-12 a session that is wanted at home nowhere is there for hosts of every node")
  default void aSessionMayBeAtHomeNowhere() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored(project.session("s").in(SessionState.ACTIVE));
    var elsewhere = new NodeId("nod-elsewhere");
    assertThat(sessionStore().needingOwner(Optional.empty(), elsewhere, 1000))
        .doesNotContain(session.id());

    Session deleted = SampleChanges.delete(session).after();
    Session homeless =
        sessionStore()
            .commit(new Intent(session, deleted.withOwnership(session.ownership().homeless())));

    assertThat(homeless.ownership().node()).isEmpty();
    assertThat(project.read(session)).isEqualTo(homeless);
    assertThat(sessionStore().needingOwner(Optional.empty(), elsewhere, 1000))
        .contains(session.id());
  }

  @Test
  @DisplayName("S-08 a delete tells where the session's files are, in the commit that deletes it")
  default void aDeleteTellsWhereTheFilesAre() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored(project.session("s").in(SessionState.STOPPED));
    Session placed =
        sessionStore().commit(new Observation(session, session.in("/data/worktrees/s/repo")));

    sessionStore().commit(SampleChanges.delete(placed));

    assertThat(project.read(session).status().run().directory()).hasValue("/data/worktrees/s/repo");
    assertThat(project.changes(session))
        .endsWith(new SessionDeleted(Desired.DELETED, Optional.of("/data/worktrees/s/repo")));
  }

  @Test
  @DisplayName("S-08 the last event of a session tells of the work that was kept, and why")
  default void theLastEventTellsOfKeptWork() {
    SampleProject project = SampleProject.in(this);
    Session deleted =
        sessionStore()
            .commit(
                SampleChanges.delete(
                    project.stored(project.session("s").in(SessionState.STOPPED))));

    sessionStore()
        .commit(
            new Observation(
                deleted,
                deleted
                    .keptIn("/data/worktrees/s/repo", "not committed: a.txt")
                    .after(CLEAN, SampleSession.NOON)));

    assertThat(project.events().getLast().change())
        .isEqualTo(
            new SessionCleaned(
                Optional.of("/data/worktrees/s/repo"),
                Optional.empty(),
                Optional.of("not committed: a.txt")));
  }

  @Test
  @DisplayName("S-08 a deleted session's slug is free at once and stays its new holder's")
  default void theSlugIsFreeAtOnce() {
    SampleProject project = SampleProject.in(this);
    Session deleted = sessionStore().commit(SampleChanges.delete(project.stored("same")));

    Session next = project.stored("same");
    assertThat(sessionStore().find(project.id(), next.identity().slug())).contains(next);
    sessionStore().commit(SampleChanges.move(deleted, CLEAN));

    assertThat(sessionStore().find(project.id(), next.identity().slug())).contains(next);
    assertThatThrownBy(() -> project.stored("same")).isInstanceOf(AlreadyExists.class);
  }

  @Test
  @DisplayName("S-08 a resting session's delete moves no state")
  default void aRestingSessionIsDeletedWithoutAMove() {
    SampleProject project = SampleProject.in(this);
    Session resting = project.stored(project.session("s").in(SessionState.STOPPED));

    Session deleted = sessionStore().commit(SampleChanges.delete(resting));

    assertThat(deleted.status()).isEqualTo(resting.status());
    assertThat(deleted.isDeleted()).isTrue();
    assertThat(sessionStore().page(Listing.of(project)).items()).isEmpty();
  }

  @Test
  @DisplayName("S-08 a cleaned session is gone with its workers, and its events stay")
  default void aCleanedSessionIsGone() {
    SampleProject project = SampleProject.in(this);
    Worker shell = project.terminal("shell");
    Session session =
        project.stored(project.session("s").with(shell).label("k", "v").role("reviewer"));
    Session deleted = sessionStore().commit(SampleChanges.delete(session));
    int before = project.events().size();

    Session cleaned = sessionStore().commit(SampleChanges.move(deleted, CLEAN));

    assertThat(cleaned.state()).isEqualTo(SessionState.CLEANED);
    assertThat(sessionStore().find(session.id())).isEmpty();
    assertThat(project.events(session.id())).hasSize(before + 1);
    assertThat(project.events().getLast().change()).isEqualTo(SessionCleaned.WHOLLY);
    assertThat(sessionStore().find(project.stored(project.session("n").with(shell)).id()))
        .isPresent();
  }

  @Test
  @DisplayName("S-08 nothing is written to a session that is gone")
  default void aGoneSessionTakesNoWrites() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    Session deleted = sessionStore().commit(SampleChanges.delete(session));
    sessionStore().commit(SampleChanges.move(deleted, CLEAN));
    int before = project.events().size();

    assertThatThrownBy(() -> sessionStore().commit(SampleChanges.move(deleted, CLEAN)))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> sessionStore().commit(SampleChanges.rename(deleted, "x")))
        .isInstanceOf(NotFound.class);

    assertThat(project.events()).hasSize(before);
  }

  @Test
  @DisplayName("S-14 a child lives on without a parent, whatever is written to it meanwhile")
  default void aChildOutlivesItsParent() {
    SampleProject project = SampleProject.in(this);
    Session parent = project.stored("parent");
    Session child = project.owned(project.stored(project.session("child").childOf(parent)));
    int before = project.changes(child).size();

    Session deleted = sessionStore().commit(SampleChanges.delete(parent));
    sessionStore().commit(SampleChanges.move(deleted, CLEAN));
    assertThat(project.read(child).identity().parent()).isEmpty();
    sessionStore().commit(SampleChanges.rename(child, "renamed"));
    sessionStore().commit(SampleChanges.move(child, SPAWN));

    assertThat(project.read(child).identity().parent()).isEmpty();
    assertThat(project.changes(child)).hasSize(before + 2);
    assertThat(sessionStore().page(Listing.of(project, Filters.parent(parent.id()))).items())
        .isEmpty();
  }

  @Test
  @DisplayName("S-08, M-02 an id used again goes on in the sequence of the one that is gone")
  default void anIdUsedAgainGoesOnInItsSequence() {
    SampleProject project = SampleProject.in(this);
    Session first = project.stored("first");
    Session deleted = sessionStore().commit(SampleChanges.delete(first));
    sessionStore().commit(SampleChanges.move(deleted, CLEAN));
    int before = project.events(first.id()).size();

    Session again = project.stored(new SampleSession(first.id(), project.id(), "again"));
    sessionStore().commit(SampleChanges.rename(again, "renamed"));

    List<SessionEvent> events = project.events(first.id());
    assertThat(events)
        .extracting(SessionEvent::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, before + 2L).boxed().toList());
  }
}
