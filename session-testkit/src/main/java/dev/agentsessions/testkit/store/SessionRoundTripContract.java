package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.worker.Worker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written is read, to the last field. */
public interface SessionRoundTripContract extends StorePorts {
  @Test
  @DisplayName("S-02, P-01 a plain session is found by id and by slug as it was written")
  default void aPlainSessionIsReadAsWritten() {
    SampleProject project = SampleProject.in(this);

    Session session = project.stored("plain");

    assertThat(sessionStore().find(session.id())).contains(session);
    assertThat(sessionStore().find(project.id(), session.identity().slug())).contains(session);
    assertThat(sessionStore().page(Listing.of(project)).items()).containsExactly(session);
  }

  @Test
  @DisplayName("P-01 every field of a session and its workers is read as it was written")
  default void aFullSessionIsReadAsWritten() {
    SampleProject project = SampleProject.in(this);
    Session parent = project.stored("parent");
    Session full = FullSample.of(project, parent, project.host());

    sessionStore().create(full);

    assertThat(sessionStore().find(full.id())).contains(full);
    assertThat(sessionStore().find(project.id(), full.identity().slug())).contains(full);
    assertThat(sessionStore().page(Listing.of(project)).items()).contains(full);
  }

  @Test
  @DisplayName("P-01, S-03 a session of clones is read as it was written, and found by its kind")
  default void aSessionOfClonesIsReadAsWritten() {
    SampleProject project = SampleProject.in(this);
    project.stored("other");
    Session agentic = project.session("agentic").kind(SampleSession.agentic()).build();

    sessionStore().create(agentic);

    assertThat(sessionStore().find(agentic.id())).contains(agentic);
    var found =
        new SessionQuery(
            project.id(), SessionFilter.ofKind("agentic"), Optional.empty(), 10, false);
    assertThat(sessionStore().page(found).items()).containsExactly(agentic);
  }

  @Test
  @DisplayName("P-01 labels and annotations are replaced whole, and the largest are kept")
  default void metadataIsReplacedWhole() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored(project.session("labelled").label("team", "red"));
    String longest = "ß".repeat(200);
    var metadata =
        new SessionMetadata(
            longest,
            Map.of("l".repeat(63), "ü".repeat(63), "other", "x"),
            Map.of("a".repeat(253), FullSample.TEXT, "big", "é".repeat(250_000)));

    sessionStore().commit(SampleChanges.metadata(session, metadata));

    assertThat(project.read(session).metadata()).isEqualTo(metadata);
  }

  @Test
  @DisplayName("W-01 workers are listed by creation time, those of one moment by id")
  default void workersAreOrdered() {
    SampleProject project = SampleProject.in(this);
    Worker first = project.terminal("first");
    Worker second = project.terminal("second");
    Worker third = project.terminal("third");
    Worker earlier =
        Worker.wanted(
            project.workerId(),
            "earlier",
            third.kind(),
            third.size(),
            SampleSession.NOON.minusNanos(1000));
    Session session = project.stored(project.session("many").with(first).with(third));

    Session more = sessionStore().commit(SampleChanges.add(session, earlier));
    Session most = sessionStore().commit(SampleChanges.add(more, second));

    assertThat(most.workers()).isEqualTo(List.of(earlier, first, second, third));
    assertThat(project.read(session)).isEqualTo(most);
  }

  @Test
  @DisplayName("S-02 what does not exist is absent")
  default void whatDoesNotExistIsAbsent() {
    SampleProject project = SampleProject.in(this);
    Session unknown = project.session("unknown").build();

    assertThat(sessionStore().find(unknown.id())).isEmpty();
    assertThat(sessionStore().find(project.id(), unknown.identity().slug())).isEmpty();
  }
}
