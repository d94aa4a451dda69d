package dev.agentsessions.memory;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.event.Changes;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.session.Slug;
import dev.agentsessions.session.Touch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Sessions in memory: every write checks first, then changes rows and events under one lock. */
final class InMemorySessionStore implements SessionStore {
  private final GuardedTables tables;
  private final InstantSource clock;

  InMemorySessionStore(GuardedTables tables, InstantSource clock) {
    this.tables = tables;
    this.clock = clock;
  }

  @Override
  public void create(Session session) {
    Instant now = clock.instant();
    tables.write(
        all -> {
          checkNew(all, session);
          Session created = Merge.created(session);
          all.sessions().put(created);
          all.events().append(created.identity(), now, Changes.of(created));
          return created;
        });
  }

  private static void checkNew(Tables all, Session session) {
    ProjectId project = session.identity().project();
    if (!all.projects().containsKey(project)) {
      throw new NotFound("project " + project);
    }
    session.identity().parent().ifPresent(all.sessions()::get);
    if (all.sessions().find(session.id()).isPresent()) {
      throw new AlreadyExists("id", session.id().value(), session.id().value());
    }
  }

  @Override
  public Optional<Session> find(SessionId id) {
    return tables.read(all -> all.sessions().find(id));
  }

  @Override
  public Optional<Session> find(ProjectId project, Slug slug) {
    return tables.read(all -> all.sessions().find(project, slug));
  }

  @Override
  public SessionPage page(SessionQuery query) {
    return tables.read(all -> all.sessions().page(query));
  }

  @Override
  public Session commit(Intent intent) {
    Instant now = clock.instant();
    return tables.write(
        all -> {
          Session stored = all.sessions().get(intent.before().id());
          Session next = Merge.intent(stored, intent);
          all.sessions().put(next);
          all.events().append(next.identity(), now, Changes.between(stored, next));
          return next;
        });
  }

  @Override
  public Session commit(Observation observation) {
    Instant now = clock.instant();
    return tables.write(
        all -> {
          Session stored = all.sessions().get(observation.before().id());
          Session next = Merge.observation(stored, observation);
          if (observation.cleans()) {
            all.sessions().remove(stored);
            all.messages().forget(stored.id());
            all.reports().remove(stored.id());
            all.secrets().remove(stored.id());
          } else {
            all.sessions().put(next);
          }
          if (observation.cleans() || next.workers().size() < stored.workers().size()) {
            all.forgetTokens(stored);
          }
          all.events().append(next.identity(), now, Changes.between(stored, next));
          return Merge.asSeen(observation);
        });
  }

  @Override
  public void touch(Touch touch) {
    tables.write(
        all -> {
          Optional<Session> stored = all.sessions().find(touch.session());
          stored.ifPresent(session -> all.sessions().put(Merge.touched(session, touch)));
          return stored;
        });
  }

  @Override
  public List<SessionId> needingOwner(Optional<HostId> owner, NodeId node, int max) {
    checkArgument(max > 0, "max must be at least 1: %s", max);
    return tables.read(all -> all.sessions().needingOwner(owner, node, max));
  }
}
