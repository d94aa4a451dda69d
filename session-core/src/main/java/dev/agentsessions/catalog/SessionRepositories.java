package dev.agentsessions.catalog;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.WorktreeSession;
import jakarta.inject.Inject;
import java.util.Optional;

/** Which entry of its project's list a session's repository is. Safe for many threads. */
public final class SessionRepositories {
  private final Catalog catalog;

  @Inject
  public SessionRepositories(Catalog catalog) {
    this.catalog = requireNonNull(catalog, "catalog");
  }

  /** What holds for sessions on this session's repository; nothing if the list does not have it. */
  public RepositorySettings settingsOf(Session session) {
    return session.spec().kind() instanceof WorktreeSession kind
        ? find(session, kind).map(Repository::settings).orElse(RepositorySettings.NONE)
        : RepositorySettings.NONE;
  }

  private Optional<Repository> find(Session session, WorktreeSession kind) {
    return catalog.list(Kind.REPOSITORY, session.identity().project()).stream()
        .filter(repository -> repository.path().toString().equals(kind.repository()))
        .findFirst();
  }
}
