package dev.agentsessions;

import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.session.Slug;
import dev.agentsessions.session.Touch;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A store around whose writes a test can do something, also fail. Safe from any thread. */
public final class ScriptedStore implements SessionStore {
  private final SessionStore store;
  private final Queue<Runnable> beforeWrites = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> afterWrites = new ConcurrentLinkedQueue<>();

  private volatile boolean writable = true;

  ScriptedStore(SessionStore store) {
    this.store = store;
  }

  /** False: every write fails from now on. */
  public void setWritable(boolean writable) {
    this.writable = writable;
  }

  /** Happens just before the next create or commit; several calls queue up. */
  public void beforeNextWrite(Runnable step) {
    beforeWrites.add(step);
  }

  /** Happens when the next create or commit is done, before its answer is seen. */
  public void afterNextWrite(Runnable step) {
    afterWrites.add(step);
  }

  /** Nothing is scripted any more. */
  public void forget() {
    beforeWrites.clear();
    afterWrites.clear();
  }

  /** The next create or commit writes nothing and fails. */
  public void failNextWrite() {
    beforeNextWrite(ScriptedStore::fail);
  }

  @Override
  public void create(Session session) {
    beforeWrite();
    store.create(session);
    run(afterWrites.poll());
  }

  @Override
  public Session commit(Intent intent) {
    beforeWrite();
    Session stored = store.commit(intent);
    run(afterWrites.poll());
    return stored;
  }

  @Override
  public Session commit(Observation observation) {
    beforeWrite();
    Session stored = store.commit(observation);
    run(afterWrites.poll());
    return stored;
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
    if (!writable) {
      fail();
    }
    store.touch(touch);
  }

  @Override
  public List<SessionId> needingOwner(Optional<HostId> owner, NodeId node, int max) {
    return store.needingOwner(owner, node, max);
  }

  private static void fail() {
    throw new SessionException.Unavailable("the store is away", null);
  }

  private void beforeWrite() {
    if (!writable) {
      fail();
    }
    run(beforeWrites.poll());
  }

  private static void run(@Nullable Runnable step) {
    if (step != null) {
      step.run();
    }
  }
}
