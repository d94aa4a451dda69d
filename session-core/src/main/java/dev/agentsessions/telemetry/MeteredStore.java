package dev.agentsessions.telemetry;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.session.Slug;
import dev.agentsessions.session.Touch;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * The host's store, which counts the moves that are committed through it, by callers and by the
 * owner, and why sessions fail.
 */
public final class MeteredStore implements SessionStore {
  static final String TRANSITIONS = "sessions.transitions";
  static final String FAILURES = "sessions.failures";

  private final SessionStore store;
  private final MeterRegistry registry;

  @Inject
  public MeteredStore(SessionStore store, MeterRegistry registry) {
    this.store = requireNonNull(store, "store");
    this.registry = requireNonNull(registry, "registry");
  }

  @Override
  public void create(Session session) {
    store.create(session);
    count("none", session.state());
  }

  @Override
  public Session commit(Intent intent) {
    Session stored = store.commit(intent);
    count(intent.before(), intent.after());
    return stored;
  }

  @Override
  public Session commit(Observation observation) {
    Session stored = store.commit(observation);
    count(observation.before(), observation.after());
    return stored;
  }

  private void count(Session before, Session after) {
    if (before.state() == after.state()) {
      return;
    }
    count(before.state().name(), after.state());
    if (after.state() == SessionState.FAILED) {
      // Why a run fails is said by the owner and its runtimes, in words of their own: a few.
      String reason = after.status().reason().map(Reason::value).orElse(Failures.NONE);
      registry.counter(FAILURES, "reason", reason).increment();
    }
  }

  private void count(String from, SessionState to) {
    registry.counter(TRANSITIONS, "from", from, "to", to.name()).increment();
  }

  @Override
  public Optional<Session> find(SessionId id) {
    return store.find(id);
  }

  @Override
  public Optional<Session> find(ProjectId project, Slug slug) {
    return store.find(project, slug);
  }

  @Override
  public SessionPage page(SessionQuery query) {
    return store.page(query);
  }

  @Override
  public void touch(Touch touch) {
    store.touch(touch);
  }

  @Override
  public List<SessionId> needingOwner(Optional<HostId> owner, NodeId node, int max) {
    return store.needingOwner(owner, node, max);
  }
}
