package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pages: their order, their ends, and that a cursor holds while others write. */
public interface SessionPageContract extends StorePorts {
  @Test
  @DisplayName("S-03 the newest comes first, whatever the order of creation")
  default void theNewestComesFirst() {
    SampleProject project = SampleProject.in(this);
    Session noon = project.stored("noon");
    Session later = project.stored(project.session("later").at(SampleSession.NOON.plusNanos(1000)));
    Session earlier =
        project.stored(project.session("earlier").at(SampleSession.NOON.minusNanos(1000)));

    assertThat(sessionStore().page(Listing.of(project)).items())
        .containsExactly(later, noon, earlier);
  }

  @Test
  @DisplayName("S-03 sessions of one moment are ordered by id, character by character")
  default void oneMomentIsOrderedById() {
    SampleProject project = SampleProject.in(this);
    String unique = project.sessionId().value();
    List<String> descending =
        Stream.of("b", "a1", "a-b", "a", "Z", "B1", "B", "-", "").map(unique::concat).toList();
    for (int number = 0; number < descending.size(); number++) {
      var id = new SessionId(descending.get(number));
      project.stored(new SampleSession(id, project.id(), "s" + number));
    }

    assertThat(Listing.all(sessionStore(), project, 2))
        .extracting(session -> session.id().value())
        .containsExactlyElementsOf(descending);
  }

  @Test
  @DisplayName("S-03 pages of any size hold every session once, and the last has no next")
  default void pagesHoldEverySessionOnce() {
    SampleProject project = SampleProject.in(this);
    List<Session> newestFirst =
        IntStream.range(0, 12)
            .mapToObj(
                number ->
                    project.stored(
                        project
                            .session("s" + number)
                            .at(SampleSession.NOON.plusSeconds(number / 3))))
            .toList()
            .reversed();

    assertThat(List.of(1, 3, 5, 11, 12, 13))
        .allSatisfy(
            limit ->
                assertThat(Listing.all(sessionStore(), project, limit)).isEqualTo(newestFirst));
    assertThat(sessionStore().page(Listing.after(project, Optional.empty(), 12)).next()).isEmpty();
    assertThat(sessionStore().page(Listing.after(project, Optional.empty(), 11)).next())
        .contains(SessionCursor.of(newestFirst.get(10)));
  }

  @Test
  @DisplayName("S-03 pages of a filter hold what matches, and the last of them has no next")
  default void pagesOfAFilterHoldWhatMatches() {
    SampleProject project = SampleProject.in(this);
    for (int number = 0; number < 12; number++) {
      project.stored(project.session("s" + number).label("third", "" + number % 3));
    }
    SessionFilter filter = Filters.label("third", "1");

    SessionPage first =
        sessionStore().page(new SessionQuery(project.id(), filter, Optional.empty(), 2, false));
    SessionPage second =
        sessionStore().page(new SessionQuery(project.id(), filter, first.next(), 2, false));

    assertThat(first.items())
        .extracting(session -> session.identity().name())
        .containsExactly("s10", "s7");
    assertThat(second.items())
        .extracting(session -> session.identity().name())
        .containsExactly("s4", "s1");
    assertThat(second.next()).isEmpty();
  }

  @Test
  @DisplayName("S-03 the total counts all that match, on every page, and only on request")
  default void theTotalCountsAllThatMatch() {
    SampleProject project = SampleProject.in(this);
    List<Session> stored =
        IntStream.range(0, 5).mapToObj(number -> project.stored("s" + number)).toList();
    project.stored(project.session("other").label("other", "yes"));
    sessionStore().commit(SampleChanges.delete(stored.getFirst()));
    SessionFilter all = SessionFilter.ALL;
    Optional<SessionCursor> cursor = Optional.of(SessionCursor.of(stored.get(3)));

    SessionPage first =
        sessionStore().page(new SessionQuery(project.id(), all, Optional.empty(), 2, true));
    SessionPage second = sessionStore().page(new SessionQuery(project.id(), all, cursor, 2, true));
    SessionPage some = sessionStore().page(Listing.of(project, Filters.label("other", "yes")));
    SessionPage unasked = sessionStore().page(Listing.of(project));

    assertThat(first.total()).hasValue(5);
    assertThat(second.total()).hasValue(5);
    assertThat(some.total()).hasValue(1);
    assertThat(unasked.total()).isEmpty();
  }

  @Test
  @DisplayName("S-03 a page holds the sessions of its project only, none for an unknown one")
  default void aPageIsOfOneProject() {
    SampleProject mine = SampleProject.in(this);
    SampleProject yours = SampleProject.in(this);
    Session session = mine.stored("mine");
    yours.stored("yours");
    SampleProject empty = SampleProject.in(this);

    assertThat(sessionStore().page(Listing.of(mine)).items()).containsExactly(session);
    assertThat(sessionStore().page(Listing.of(empty, SessionFilter.ALL)))
        .isEqualTo(new SessionPage(List.of(), Optional.empty(), OptionalLong.of(0)));
  }

  @Test
  @DisplayName("S-03 a cursor stays valid when the session it names is gone")
  default void aCursorOutlivesItsSession() {
    SampleProject project = SampleProject.in(this);
    List<Session> stored =
        IntStream.range(0, 4)
            .mapToObj(
                number ->
                    project.stored(
                        project.session("s" + number).at(SampleSession.NOON.plusSeconds(number))))
            .toList();
    Optional<SessionCursor> cursor =
        sessionStore().page(Listing.after(project, Optional.empty(), 2)).next();

    sessionStore().commit(SampleChanges.delete(stored.get(2)));

    assertThat(sessionStore().page(Listing.after(project, cursor, 2)).items())
        .containsExactly(stored.get(1), stored.get(0));
  }

  @Test
  @DisplayName("S-03 while others create and delete, pages miss nothing and repeat nothing")
  default void pagesAreStableUnderWrites() throws Exception {
    SampleProject project = SampleProject.in(this);
    List<Session> kept = new ArrayList<>();
    List<Session> victims = new ArrayList<>();
    for (int number = 0; number < 120; number++) {
      SampleSession sample =
          project.session("old" + number).at(SampleSession.NOON.plusSeconds(number));
      (number % 3 == 0 ? victims : kept).add(project.stored(sample));
    }
    var done = new AtomicBoolean();

    List<List<List<Session>>> readings =
        Crowd.run(
            2,
            number ->
                number == 0
                    ? readAgainAndAgain(project, done)
                    : () -> {
                      createAndDelete(project, victims);
                      done.set(true);
                      return List.of();
                    });

    Set<Session> mustAppear = new HashSet<>(kept);
    assertThat(readings.getFirst())
        .isNotEmpty()
        .allSatisfy(
            reading -> {
              assertThat(reading).extracting(Session::id).doesNotHaveDuplicates();
              assertThat(reading.stream().filter(mustAppear::contains).toList())
                  .isEqualTo(kept.reversed());
            });
  }

  private Callable<List<List<Session>>> readAgainAndAgain(
      SampleProject project, AtomicBoolean done) {
    return () -> {
      List<List<Session>> readings = new ArrayList<>();
      boolean last;
      do {
        last = done.get();
        readings.add(Listing.all(sessionStore(), project, 7));
      } while (!last);
      return readings;
    };
  }

  private void createAndDelete(SampleProject project, List<Session> victims) {
    for (Session victim : victims) {
      sessionStore().commit(SampleChanges.delete(victim));
      project.stored(
          project
              .session("new-" + victim.identity().slug())
              .at(victim.revision().created().at().plusMillis(500)));
    }
  }
}
