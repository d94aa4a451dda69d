package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.WorktreeSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each filter of a page alone, all together, and the text search. */
public interface SessionFilterContract extends StorePorts {
  @Test
  @DisplayName("S-03 sessions are listed by state")
  default void listsByState() {
    SampleProject project = SampleProject.in(this);
    for (SessionState state : SessionState.values()) {
      if (state != SessionState.CLEANED) {
        project.stored(project.session(state.name()).in(state));
      }
    }

    assertThat(names(project, SessionFilter.in(SessionState.ACTIVE))).containsExactly("ACTIVE");
    assertThat(names(project, SessionFilter.in(SessionState.TERMINATING)))
        .containsExactly("TERMINATING");
  }

  @Test
  @DisplayName("S-03 sessions are listed by the state they moved to")
  default void listsByTheStateTheyMovedTo() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("moving");

    sessionStore().commit(SampleChanges.stop(session));

    assertThat(names(project, SessionFilter.in(SessionState.TERMINATING)))
        .containsExactly("moving");
    assertThat(names(project, SessionFilter.in(SessionState.CREATED))).isEmpty();
  }

  @Test
  @DisplayName("S-03 sessions are listed by kind")
  default void listsByKind() {
    SampleProject project = SampleProject.in(this);
    project.stored("q");
    project.stored(
        project.session("w").kind(new WorktreeSession("repo", "main", Optional.empty())));

    assertThat(names(project, Filters.kind("quick"))).containsExactly("q");
    assertThat(names(project, Filters.kind("worktree"))).containsExactly("w");
    assertThat(names(project, Filters.kind("unheard-of"))).isEmpty();
  }

  @Test
  @DisplayName("S-03, S-04 sessions are listed by agent")
  default void listsByAgent() {
    SampleProject project = SampleProject.in(this);
    project.stored("none");
    project.stored(project.session("claude").agent("claude"));
    project.stored(project.session("codex").agent("codex"));

    assertThat(names(project, Filters.agent("claude"))).containsExactly("claude");
    assertThat(names(project, Filters.agent("Claude"))).isEmpty();
  }

  @Test
  @DisplayName("S-03 sessions are listed by role, resting ones too")
  default void listsByRole() {
    SampleProject project = SampleProject.in(this);
    project.stored("none");
    project.stored(project.session("other").role("builder"));
    project.stored(project.session("live").role("reviewer"));
    project.stored(project.session("resting").role("reviewer").in(SessionState.STOPPED));

    assertThat(names(project, Filters.role("reviewer")))
        .containsExactlyInAnyOrder("live", "resting");
  }

  @Test
  @DisplayName("S-03 sessions are listed by owner: scope and id")
  default void listsByOwner() {
    SampleProject project = SampleProject.in(this);
    Owner team = new Owner(OwnerScope.ORGANIZATION, SampleSession.ADA.id());
    project.stored("ada");
    project.stored(project.session("team").ownedBy(team));

    assertThat(names(project, Filters.owner(team))).containsExactly("team");
    assertThat(names(project, Filters.owner(SampleSession.ADA))).containsExactly("ada");
  }

  @Test
  @DisplayName("S-03 sessions are listed by parent")
  default void listsByParent() {
    SampleProject project = SampleProject.in(this);
    Session parent = project.stored("parent");
    project.stored(project.session("child").childOf(parent));

    assertThat(names(project, Filters.parent(parent.id()))).containsExactly("child");
  }

  @Test
  @DisplayName("S-03 a label selector wants every label with exactly its value")
  default void listsByLabels() {
    SampleProject project = SampleProject.in(this);
    project.stored("none");
    project.stored(project.session("red").label("team", "red"));
    project.stored(project.session("both").label("team", "red").label("tier", ""));
    project.stored(project.session("swapped").label("red", "team"));
    project.stored(project.session("case").label("team", "Red").label("Tier", ""));

    assertThat(names(project, Filters.label("team", "red")))
        .containsExactlyInAnyOrder("red", "both");
    assertThat(names(project, Filters.labels(Map.of("team", "red", "tier", ""))))
        .containsExactly("both");
    assertThat(names(project, Filters.label("team", ""))).isEmpty();
  }

  @Test
  @DisplayName("S-03 labels select by what they are now")
  default void listsByTheLabelsOfNow() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored(project.session("s").label("old", "1").label("kept", "1"));

    sessionStore()
        .commit(
            SampleChanges.metadata(
                session, new SessionMetadata("s", Map.of("kept", "2", "new", "1"), Map.of())));

    assertThat(names(project, Filters.label("old", "1"))).isEmpty();
    assertThat(names(project, Filters.label("kept", "1"))).isEmpty();
    assertThat(names(project, Filters.labels(Map.of("kept", "2", "new", "1"))))
        .containsExactly("s");
  }

  @Test
  @DisplayName("S-03 all filters together must match")
  default void allFiltersMustMatch() {
    SampleProject project = SampleProject.in(this);
    Session parent = project.stored("parent");
    project.stored(
        project
            .session("all")
            .childOf(parent)
            .agent("claude")
            .role("reviewer")
            .label("team", "red"));
    project.stored(project.session("no role").childOf(parent).agent("claude").label("team", "red"));

    SessionFilter filter =
        new SessionFilter(
            Optional.of(SessionState.CREATED),
            Optional.of("quick"),
            Optional.of(new AgentId("claude")),
            Optional.of("reviewer"),
            Optional.of(SampleSession.ADA),
            Map.of("team", "red"),
            Optional.of(parent.id()),
            Optional.of("ALL"));

    assertThat(names(project, filter)).containsExactly("all");
  }

  private List<String> names(SampleProject project, SessionFilter filter) {
    var page = sessionStore().page(Listing.of(project, filter));
    assertThat(page.total()).hasValue(page.items().size());
    return page.items().stream().map(session -> session.identity().name()).toList();
  }
}
