package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pages and totals hold nothing that is out of a caller's reach. */
public interface SessionReachContract extends StorePorts {
  Owner BOB = new Owner(OwnerScope.IDENTITY_ACCOUNT, "bob");
  Owner ACME = new Owner(OwnerScope.ORGANIZATION, "acme");

  @Test
  @DisplayName("T-02 a list and its total hold only the sessions of the owners in reach")
  default void listsWhatOwnersHave() {
    SampleProject project = SampleProject.in(this);
    project.stored("ada");
    project.stored(project.session("bob").ownedBy(BOB));
    project.stored(project.session("acme").ownedBy(ACME));
    project.stored(project.session("ada inc").ownedBy(new Owner(OwnerScope.ORGANIZATION, "ada")));

    assertThat(names(project, SessionFilter.ALL, Reach.everything())).hasSize(4);
    assertThat(names(project, SessionFilter.ALL, owned(SampleSession.ADA))).containsExactly("ada");
    assertThat(names(project, SessionFilter.ALL, owned(BOB, ACME)))
        .containsExactlyInAnyOrder("bob", "acme");
    assertThat(names(project, Filters.owner(BOB), owned(SampleSession.ADA))).isEmpty();
  }

  @Test
  @DisplayName("T-02 a reach of one session lists that one")
  default void listsOneSession() {
    SampleProject project = SampleProject.in(this);
    Session one = project.stored("one");
    project.stored("other");

    assertThat(names(project, SessionFilter.ALL, new Reach.OneSession(one.id())))
        .containsExactly("one");
  }

  @Test
  @DisplayName("T-02 pages are filled from what is in reach")
  default void fillsPages() {
    SampleProject project = SampleProject.in(this);
    for (int i = 0; i < 3; i++) {
      project.stored(project.session("bob " + i).ownedBy(BOB));
      project.stored("ada " + i);
    }
    SessionQuery query =
        new SessionQuery(project.id(), SessionFilter.ALL, Optional.empty(), 2, true)
            .within(owned(BOB));

    SessionPage first = sessionStore().page(query);
    SessionPage second =
        sessionStore()
            .page(
                new SessionQuery(project.id(), SessionFilter.ALL, first.next(), 2, true)
                    .within(owned(BOB)));

    assertThat(first.total()).hasValue(3);
    assertThat(namesOf(first)).containsExactly("bob 2", "bob 1");
    assertThat(namesOf(second)).containsExactly("bob 0");
    assertThat(second.next()).isEmpty();
  }

  private List<String> names(SampleProject project, SessionFilter filter, Reach reach) {
    SessionPage page = sessionStore().page(Listing.of(project, filter).within(reach));
    assertThat(page.total()).hasValue(page.items().size());
    return namesOf(page);
  }

  private static List<String> namesOf(SessionPage page) {
    return page.items().stream().map(session -> session.identity().name()).toList();
  }

  private static Reach owned(Owner... owners) {
    return new Reach.Owned(Set.of(owners));
  }
}
