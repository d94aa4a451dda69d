package dev.agentsessions.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.testkit.FakeClock;
import dev.agentsessions.testkit.store.SampleSession;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InMemoryPagesTest {
  private static final int SESSIONS = 20_000;
  private static final int ROUNDS = 501;

  private final InMemoryStore store = new InMemoryStore(FakeClock.atNoon());

  @Test
  @DisplayName("S-03 a page far down the list costs what the first costs")
  void aDeepPageCostsWhatTheFirstCosts() {
    for (int number = 0; number < SESSIONS; number++) {
      var id = new SessionId("ses-" + number);
      store
          .sessionStore()
          .create(
              new SampleSession(id, ProjectId.DEFAULT, "s" + number)
                  .at(SampleSession.NOON.plusSeconds(number))
                  .build());
    }
    Optional<SessionCursor> middle =
        Optional.of(
            new SessionCursor(
                SampleSession.NOON.plusSeconds(SESSIONS / 2), new SessionId("ses-0")));
    long[] first = new long[ROUNDS];
    long[] deep = new long[ROUNDS];

    for (int round = 0; round < ROUNDS; round++) {
      first[round] = nanosOfPage(Optional.empty());
      deep[round] = nanosOfPage(middle);
    }

    // Twice as much is noise; a walk over the rest of the list takes a hundred times as long.
    assertThat(median(deep)).isLessThan(10 * median(first));
  }

  private long nanosOfPage(Optional<SessionCursor> after) {
    var query =
        new SessionQuery(
            ProjectId.DEFAULT, SessionFilter.ALL, after, SessionQuery.DEFAULT_LIMIT, false);
    long start = System.nanoTime();
    SessionPage page = store.sessionStore().page(query);
    long took = System.nanoTime() - start;
    assertThat(page.items()).hasSize(SessionQuery.DEFAULT_LIMIT);
    return took;
  }

  private static long median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }
}
