package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SourceRepository;

/** A repository that a session's workspace shall not have any more (S-22). */
public record RemoveRepository(Target target, String name) {
  public RemoveRepository {
    requireNonNull(target, "target");
    SourceRepository.checkName("name", name);
  }
}
