package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SourceRepository;

/** A repository that a session's workspace shall have, too (S-21). */
public record AddRepository(Target target, SourceRepository repository) {
  public AddRepository {
    requireNonNull(target, "target");
    requireNonNull(repository, "repository");
  }
}
