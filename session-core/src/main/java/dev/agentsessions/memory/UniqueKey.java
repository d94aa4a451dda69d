package dev.agentsessions.memory;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.Slug;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What only one session may hold at a time.
 *
 * @param field as {@code AlreadyExists} names it
 * @param project within which it is unique; absent: everywhere
 */
record UniqueKey(String field, Optional<ProjectId> project, String value) {
  static UniqueKey of(ProjectId project, Slug slug) {
    return new UniqueKey("name", Optional.of(project), slug.value());
  }

  /** What a session holds: its slug until it is deleted, its role while live, its workers. */
  static List<UniqueKey> of(Session session) {
    ProjectId project = session.identity().project();
    List<UniqueKey> keys = new ArrayList<>();
    if (!session.isDeleted()) {
      keys.add(of(project, session.identity().slug()));
    }
    if (session.holdsRole()) {
      session
          .identity()
          .role()
          .ifPresent(role -> keys.add(new UniqueKey("role", Optional.of(project), role)));
    }
    session
        .workers()
        .forEach(
            worker -> keys.add(new UniqueKey("worker", Optional.empty(), worker.id().value())));
    return keys;
  }
}
