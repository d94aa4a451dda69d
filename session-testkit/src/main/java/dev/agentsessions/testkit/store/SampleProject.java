package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.host.Host;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.UlidGenerator;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A project of one test's own in the store under test, with a node of its own. */
final class SampleProject {
  private static final int PAGE = 7; // small, so that reading on is tested by the way

  private final StorePorts store;
  private final IdGenerator ids;
  private final ProjectId id;
  private final NodeId node;

  private SampleProject(StorePorts store) {
    this.store = store;
    this.ids = new UlidGenerator(MicrosecondClock.system());
    this.id = new ProjectId(ids.next("p-"));
    this.node = new NodeId(ids.next("nod-"));
    store
        .projects()
        .create(new Project(id, Optional.empty(), ProjectSettings.NONE, store.clock().instant()));
  }

  static SampleProject in(StorePorts store) {
    return new SampleProject(store);
  }

  ProjectId id() {
    return id;
  }

  NodeId node() {
    return node;
  }

  SessionId sessionId() {
    return new SessionId(ids.next(SessionId.PREFIX));
  }

  WorkerId workerId() {
    return new WorkerId(ids.next(WorkerId.PREFIX));
  }

  HostId hostId() {
    return new HostId(ids.next("hst-"));
  }

  /** A host on the project's node that has joined. */
  Host host() {
    return store.hosts().join(hostId(), node, Optional.empty());
  }

  SampleSession session(String name) {
    return new SampleSession(sessionId(), id, name).on(node);
  }

  Worker terminal(String name) {
    return Worker.wanted(
        workerId(), name, TerminalWorker.LOGIN_SHELL, WindowSize.DEFAULT, SampleSession.NOON);
  }

  Worker agent(String agent) {
    return Worker.wanted(
        workerId(),
        agent,
        new AgentWorker(new AgentId(agent)),
        WindowSize.DEFAULT,
        SampleSession.NOON);
  }

  Session stored(String name) {
    return stored(session(name));
  }

  Session stored(SampleSession sample) {
    Session session = sample.build();
    store.sessionStore().create(session);
    return session;
  }

  /** With a new host as its owner. */
  Session owned(Session session) {
    return store.hosts().takeOver(session, host().id());
  }

  /** Sees that a refused create left nothing behind: no session, no list entry, no event. */
  void assertNothingWritten(Session session, Consumer<Session> refusedCreate) {
    List<SessionEvent> before = events();
    List<Session> listed = store.sessionStore().page(Listing.of(this)).items();

    refusedCreate.accept(session);

    assertThat(store.sessionStore().find(session.id())).isEmpty();
    assertThat(store.sessionStore().page(Listing.of(this)).items()).isEqualTo(listed);
    assertThat(events()).isEqualTo(before);
    assertThat(events(session.id())).isEmpty();
  }

  /** As it is stored now. */
  Session read(Session session) {
    return store.sessionStore().find(session.id()).orElseThrow();
  }

  List<SessionEvent> events() {
    return events(new EventCursor.OfProject(id, 0));
  }

  List<SessionEvent> events(SessionId session) {
    return events(new EventCursor.OfSession(session, 0));
  }

  List<SessionChange> changes(Session session) {
    return events(session.id()).stream().map(SessionEvent::change).toList();
  }

  private List<SessionEvent> events(EventCursor start) {
    List<SessionEvent> all = new ArrayList<>();
    EventCursor next = start;
    List<SessionEvent> some = store.eventJournal().read(next, PAGE);
    while (!some.isEmpty()) {
      all.addAll(some);
      next = next.after(some.getLast());
      some = store.eventJournal().read(next, PAGE);
    }
    return all;
  }
}
