package dev.agentsessions.content;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.project.Projects;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Conditions;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Layout;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Ownership;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Reconciled.State;
import dev.agentsessions.session.Revision;
import dev.agentsessions.session.Revision.Change;
import dev.agentsessions.session.Run;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStatus;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.session.Slug;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerRef;
import dev.agentsessions.worker.WorkerSighting;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The session as this program knows it, so that terminals and files are served as on any host: it
 * is there and runs, and has the workers whose processes were started here, with what was seen of
 * them last. Safe for many threads.
 */
final class OnlySession implements HostPart {
  /** Who is let through here has passed the {@link FenceGate}. */
  private static final Fence PASSED = new Fence(1);

  private final ContentConfig config;
  private final HostConfig self;
  private final SessionStore store;
  private final Projects projects;
  private final OutputLog output;
  private final InstantSource clock;

  /** Held by whoever reads the session and writes it. */
  private final ReentrantLock writing = new ReentrantLock();

  @Inject
  OnlySession(
      ContentConfig config,
      HostConfig self,
      SessionStore store,
      Projects projects,
      OutputLog output,
      InstantSource clock) {
    this.config = requireNonNull(config, "config");
    this.self = requireNonNull(self, "self");
    this.store = requireNonNull(store, "store");
    this.projects = requireNonNull(projects, "projects");
    this.output = requireNonNull(output, "output");
    this.clock = requireNonNull(clock, "clock");
  }

  SessionId id() {
    return config.session();
  }

  /** Where its processes run, for this program's own runtime. */
  Place place() {
    return new Place(
        config.session(), new Endpoint(Endpoint.LOCAL, config.workspace().toString()), PASSED);
  }

  /** With the workers that have left output here, in an earlier pod. */
  @Override
  public void start() {
    if (!config.project().equals(ProjectId.DEFAULT)) {
      projects.create(
          new Project(config.project(), Optional.empty(), ProjectSettings.NONE, clock.instant()));
    }
    store.create(session(clock.instant()));
  }

  @Override
  public void close() {}

  private Session session(Instant now) {
    Run run =
        new Run(
            Optional.of(now),
            Optional.empty(),
            0,
            1,
            Optional.of(config.workspace().toString()),
            Optional.empty(),
            Optional.empty());
    String name = "session " + config.session();
    return new Session(
        new SessionIdentity(
            config.session(),
            config.project(),
            Slug.of(name),
            name,
            new Owner(OwnerScope.IDENTITY_ACCOUNT, "host"),
            Optional.empty(),
            Optional.empty()),
        SessionMetadata.named(name),
        SessionSpec.of(new AgenticSession(List.of(), Optional.empty())),
        Desired.RUNNING,
        Revision.first(change(now)),
        new SessionStatus(
            1,
            SessionState.ACTIVE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Conditions.NONE,
            run),
        new Ownership(Optional.of(self.node()), Optional.of(self.id()), PASSED),
        Liveness.from(now),
        former(now));
  }

  private static Change change(Instant now) {
    return new Change(now, "host");
  }

  private List<Worker> former(Instant now) {
    List<Worker> workers = new ArrayList<>();
    for (WorkerId id : withOutput()) {
      OutputBounds bounds = output.bounds(new WorkerRef(config.session(), id));
      if (bounds.epoch() > 0) {
        workers.add(
            worker(id, WindowSize.DEFAULT, now).withObserved(WorkerObserved.lost(bounds.epoch())));
      }
    }
    return workers;
  }

  private List<WorkerId> withOutput() {
    Path folder = config.pty().logs().data().resolve("output").resolve(config.session().value());
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(WorkerId::isOne)
          .map(WorkerId::new)
          .filter(id -> !id.equals(WorkerId.SETUP))
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new IllegalStateException("the output cannot be listed: " + folder, e);
    }
  }

  private static Worker worker(WorkerId id, WindowSize size, Instant now) {
    // Its command may hold secrets, and nobody asks for it here.
    return Worker.wanted(id, id.value(), new TerminalWorker(List.of()), size, now);
  }

  /** A process was started, or found. */
  void started(WorkerLaunch launch, WorkerSighting sighting) {
    writing.lock();
    try {
      Session session = read();
      if (session.worker(launch.worker()).isEmpty()) {
        List<Worker> workers = new ArrayList<>(session.workers());
        workers.add(worker(launch.worker(), launch.size(), clock.instant()));
        commit(session, workers);
      }
      write(List.of(sighting));
    } finally {
      writing.unlock();
    }
  }

  /** Processes were seen: the ends of some are told to whoever watches. */
  void seen(List<WorkerSighting> sightings) {
    writing.lock();
    try {
      write(sightings);
    } finally {
      writing.unlock();
    }
  }

  /** The session, which is to be made of this from now on. */
  Session wanting(AgenticSession kind) {
    writing.lock();
    try {
      Session session = read();
      return session.spec().kind().equals(kind)
          ? session
          : store.commit(
              new Intent(
                  session,
                  session.described(
                      session.spec().withKind(kind), session.metadata(), change(clock.instant()))));
    } finally {
      writing.unlock();
    }
  }

  /** The session, as if it came to rest with these clones, which are there. */
  Session ending(AgenticSession kind) {
    Session session = read();
    Instant now = clock.instant();
    return session
        .described(session.spec().withKind(kind), session.metadata(), change(now))
        .provisioned(
            new Provision(
                kind.repos().stream()
                    .map(repo -> new Reconciled<>(repo, State.READY, Optional.empty(), now))
                    .toList(),
                Optional.empty(),
                Optional.empty(),
                Layout.NONE),
            now)
        .terminate(Ending.of(Target.STOPPED, Reason.USER));
  }

  /** Its workspace was seen to have this. */
  void provided(Provision seen) {
    writing.lock();
    try {
      Session before = read();
      Session after = before.provisioned(seen, clock.instant());
      if (!after.equals(before)) {
        var _ = store.commit(new Observation(before, after));
      }
    } finally {
      writing.unlock();
    }
  }

  /** Its workers that are none of these. */
  Set<WorkerId> others(Set<WorkerId> known) {
    return read().workers().stream()
        .map(Worker::id)
        .filter(id -> !known.contains(id))
        .collect(Collectors.toSet());
  }

  /** There is nothing left of these workers. */
  void forget(Set<WorkerId> workers) {
    writing.lock();
    try {
      Session session = read();
      if (session.workers().stream().anyMatch(worker -> workers.contains(worker.id()))) {
        commit(
            session,
            session.workers().stream().filter(worker -> !workers.contains(worker.id())).toList());
      }
    } finally {
      writing.unlock();
    }
  }

  private void commit(Session session, List<Worker> workers) {
    var _ =
        store.commit(
            new Intent(
                session,
                session
                    .withWorkers(workers)
                    .withRevision(session.revision().next(change(clock.instant())))));
  }

  private void write(List<WorkerSighting> sightings) {
    Session before = read();
    Session after = before;
    for (WorkerSighting sighting :
        sightings.stream().sorted(Comparator.comparingLong(WorkerSighting::epoch)).toList()) {
      after =
          after.withWorker(
              sighting.worker(),
              worker ->
                  sighting.epoch() < worker.observed().epoch()
                      ? worker
                      : worker.withObserved(sighting.observed()));
    }
    if (!after.equals(before)) {
      var _ = store.commit(new Observation(before, after));
    }
  }

  private Session read() {
    return store.find(config.session()).orElseThrow();
  }
}
