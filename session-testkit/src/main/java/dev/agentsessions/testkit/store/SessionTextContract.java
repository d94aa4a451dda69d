package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionFilter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The text search of a page. */
public interface SessionTextContract extends StorePorts {
  @Test
  @DisplayName("S-03 text is found in name, display name, subject and initial prompt")
  default void findsTextInFourPlaces() {
    SampleProject project = SampleProject.in(this);
    project.stored(project.session("needle 1").displayed("a"));
    project.stored(project.session("two").displayed("a needle"));
    project.stored(project.session("three").subject("needles"));
    project.stored(project.session("four").prompt("find the\nneedle!"));
    project.stored(project.session("five").label("needle", "needle").role("needle"));

    assertThat(names(project, Filters.text("needle")))
        .containsExactlyInAnyOrder("needle 1", "two", "three", "four");
  }

  @Test
  @DisplayName("S-03 text is found in the display name of now")
  default void findsTheTextOfNow() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored(project.session("s").displayed("before"));

    sessionStore().commit(SampleChanges.rename(session, "after"));

    assertThat(names(project, Filters.text("after"))).containsExactly("s");
    assertThat(names(project, Filters.text("before"))).isEmpty();
  }

  @Test
  @DisplayName("S-03 text is found whatever its case, beyond ASCII too")
  default void findsTextInAnyCase() {
    SampleProject project = SampleProject.in(this);
    project.stored(project.session("Fix The Build"));
    project.stored(project.session("s").displayed("Ärger mit Größe"));

    assertThat(names(project, Filters.text("fix the BUILD"))).containsExactly("Fix The Build");
    assertThat(names(project, Filters.text("äRGER"))).containsExactly("s");
    assertThat(names(project, Filters.text("GRÖSSE"))).isEmpty();
  }

  @Test
  @DisplayName("S-03 text is found as it is: %, _ and \\ stand for themselves")
  default void findsTextLiterally() {
    SampleProject project = SampleProject.in(this);
    project.stored(project.session("s1").displayed("100% done"));
    project.stored(project.session("s2").displayed("1000 done"));
    project.stored(project.session("s3").displayed("my_file"));
    project.stored(project.session("s4").displayed("C:\\my\\file"));
    project.stored(project.session("s5").displayed("it's \"it\""));

    assertThat(names(project, Filters.text("0% d"))).containsExactly("s1");
    assertThat(names(project, Filters.text("%"))).containsExactly("s1");
    assertThat(names(project, Filters.text("_"))).containsExactly("s3");
    assertThat(names(project, Filters.text("y_f"))).containsExactly("s3");
    assertThat(names(project, Filters.text("\\"))).containsExactly("s4");
    assertThat(names(project, Filters.text("my\\f"))).containsExactly("s4");
    assertThat(names(project, Filters.text("\\%"))).isEmpty();
    assertThat(names(project, Filters.text("'s \"i"))).containsExactly("s5");
    assertThat(names(project, Filters.text(".*"))).isEmpty();
  }

  @Test
  @DisplayName("S-03 text is found within one field, not across two")
  default void findsTextWithinOneField() {
    SampleProject project = SampleProject.in(this);
    project.stored(project.session("alpha").displayed("beta").subject("gamma").prompt("delta"));

    assertThat(names(project, Filters.text("alphabeta"))).isEmpty();
    assertThat(names(project, Filters.text("alpha beta"))).isEmpty();
    assertThat(names(project, Filters.text("gamma delta"))).isEmpty();
    assertThat(names(project, Filters.text(""))).containsExactly("alpha");
  }

  private List<String> names(SampleProject project, SessionFilter filter) {
    var page = sessionStore().page(Listing.of(project, filter));
    assertThat(page.total()).hasValue(page.items().size());
    return page.items().stream().map(session -> session.identity().name()).toList();
  }
}
