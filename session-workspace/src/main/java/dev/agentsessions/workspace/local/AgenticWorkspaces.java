package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Layout;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Reconciled.State;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.CloneProgress;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspaceProblem;
import dev.agentsessions.workspace.local.AgenticPlace.Part;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workspaces that are made of clones. Each look compares what the session's spec wants with what
 * was put in, and begins what is missing, each clone by itself. What failed is tried again.
 */
final class AgenticWorkspaces {
  private static final Logger log = LoggerFactory.getLogger(AgenticWorkspaces.class);

  /** Some work of a session; one of a key at a time. */
  private record Work(SessionId session, String key) {
    @Override
    public String toString() {
      return session + "-" + key;
    }
  }

  /**
   * What became of putting a part in, or taking it out.
   *
   * @param problem absent: it is done
   */
  private record Outcome(Optional<String> problem) {
    static final Outcome DONE = new Outcome(Optional.empty());
  }

  private final WorkspaceConfig config;
  private final AgenticClones clones;
  private final AgenticRemoval removal;
  private final AutoPush push;
  private final InstantSource clock;
  private final FailedParts failures;
  private final BackgroundWork<Work, Outcome> works;
  private final BackgroundWork<SessionId, Release> releases;

  /** How far what is being put in is, in steps of ten percent: each of them is an event. */
  private final Map<Work, CloneProgress> progress = new ConcurrentHashMap<>();

  /** What is being taken out: cut off, it could not tell whether somebody's work is in it. */
  private final Set<Work> taking = ConcurrentHashMap.newKeySet();

  @Inject
  AgenticWorkspaces(
      WorkspaceConfig config,
      AgenticClones clones,
      AgenticRemoval removal,
      AutoPush push,
      InstantSource clock,
      Ticker ticker) {
    this.config = requireNonNull(config, "config");
    this.clones = requireNonNull(clones, "clones");
    this.removal = requireNonNull(removal, "removal");
    this.push = requireNonNull(push, "push");
    this.clock = requireNonNull(clock, "clock");
    this.failures = new FailedParts(ticker);
    var room = new Semaphore(config.parallel());
    this.works = new BackgroundWork<>(room, "workspace-clone-");
    this.releases = new BackgroundWork<>(room, "workspace-release-");
  }

  private AgenticPlace place(Session session) {
    return AgenticPlace.of(session, config);
  }

  Optional<WorkspaceProblem> missing(Session session) {
    AgenticPlace place = place(session);
    return !place.handedOut() || Files.isDirectory(place.root())
        ? Optional.empty()
        : Optional.of(
            new WorkspaceProblem(
                WorkspaceProblem.Code.DIRECTORY_NOT_FOUND,
                "spec.repos",
                "there is no directory " + place.root()));
  }

  EnvironmentState.Ready observe(Session session) {
    return new EnvironmentState.Ready(endpoint(place(session)));
  }

  private static Endpoint endpoint(AgenticPlace place) {
    return new Endpoint(Endpoint.LOCAL, place.root().toString());
  }

  /** Ready once each part was tried; those that failed come later. */
  EnvironmentState ensure(Session session, AgenticSession kind) {
    AgenticPlace place = place(session);
    if (!place.handedOut()) {
      if (releases.isRunning(session.id())) {
        return new EnvironmentState.Pending("waits until its former workspace is removed");
      }
      makeRoot(place);
    }
    Optional<ActiveWorkflow> before = session.provision().active();
    List<Reconciled<SourceRepository>> repos =
        kind.repos().stream().map(repo -> look(session, place, repo, Part.of(repo))).toList();
    Optional<Reconciled<ActiveWorkflow>> workflow =
        kind.workflow().map(wanted -> look(session, place, wanted, Part.of(wanted)));
    Optional<ActiveWorkflow> active = active(place, before, workflow);
    takeOut(session, place, kind, active);
    var provision = new Provision(repos, workflow, active, layout(place, repos, active));
    List<String> untried = provision.untried();
    return session.state() != SessionState.ACTIVE && !untried.isEmpty()
        ? new EnvironmentState.Pending("clones " + String.join(", ", untried), provision)
        : new EnvironmentState.Ready(endpoint(place)).with(provision);
  }

  private static void makeRoot(AgenticPlace place) {
    try {
      Files.createDirectories(place.root());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How far a part is; begins it if nobody has. */
  private <T> Reconciled<T> look(Session session, AgenticPlace place, T what, Part part) {
    SessionId id = session.id();
    var work = new Work(id, part.key());
    if (AgenticClones.isMade(place, part) && works.end(work)) {
      failures.forget(id, part);
      return reconciled(what, State.READY, Optional.empty());
    }
    if (failures.mayBegin(id, part)) {
      works
          .result(work, () -> put(session, place, work, part))
          .ifPresent(
              outcome -> {
                works.end(work); // the next look sees what was made, or tries again
                outcome.problem().ifPresent(problem -> failures.add(id, part, problem));
              });
    }
    Optional<String> problem = failures.problem(id, part);
    return problem.isPresent()
        ? reconciled(what, State.FAILED, problem)
        : reconciled(
            what,
            State.CLONING,
            Optional.ofNullable(progress.get(work)).map(CloneProgress::inWords));
  }

  private Outcome put(Session session, AgenticPlace place, Work work, Part part) {
    try {
      return outcome(
          place, () -> clones.put(session, place, part, now -> progress.put(work, now.coarse())));
    } finally {
      progress.remove(work);
    }
  }

  private <T> Reconciled<T> reconciled(T what, State state, Optional<String> message) {
    return new Reconciled<>(what, state, message, clock.instant());
  }

  /** Something that may fail in many ways, all of them told. */
  @FunctionalInterface
  private interface Attempt {
    void run() throws IOException;
  }

  private static Outcome outcome(AgenticPlace place, Attempt attempt) {
    try {
      attempt.run();
      return Outcome.DONE;
    } catch (IOException | RuntimeException e) {
      log.warn("the workspace of {}: {}", place.session(), e.toString());
      return new Outcome(Optional.of(Optional.ofNullable(e.getMessage()).orElse(e.toString())));
    }
  }

  /** The wanted workflow if it is there, else the one before, as long as that is there. */
  private static Optional<ActiveWorkflow> active(
      AgenticPlace place,
      Optional<ActiveWorkflow> before,
      Optional<Reconciled<ActiveWorkflow>> wanted) {
    return wanted.isEmpty()
        ? Optional.empty()
        : wanted
            .filter(it -> it.state() == State.READY)
            .map(Reconciled::what)
            .or(() -> before.filter(it -> AgenticClones.isMade(place, Part.of(it))));
  }

  /** What was put in and is wanted no longer goes, if nothing else is done with it. */
  private void takeOut(
      Session session, AgenticPlace place, AgenticSession kind, Optional<ActiveWorkflow> active) {
    Set<String> stays = new HashSet<>();
    kind.repos().forEach(repo -> stays.add(Part.of(repo).key()));
    kind.workflow().ifPresent(workflow -> stays.add(Part.of(workflow).key()));
    active.ifPresent(workflow -> stays.add(Part.of(workflow).key()));
    List<String> made = AgenticClones.made(place);
    for (String key : made) {
      if (!stays.contains(key)) {
        var work = new Work(session.id(), key);
        works
            .result(work, () -> take(place, work))
            .ifPresent(over -> works.end(work)); // who looks again tries again
      }
    }
    works.keys().stream()
        .filter(work -> work.session().equals(session.id()))
        .filter(work -> !stays.contains(work.key()) && !made.contains(work.key()))
        .forEach(this::end);
    failures.retain(session.id(), stays);
  }

  private Outcome take(AgenticPlace place, Work work) {
    taking.add(work);
    try {
      return outcome(place, () -> clones.take(place, work.key()));
    } finally {
      taking.remove(work);
    }
  }

  /**
   * Ends some work of a session.
   *
   * @return whether nothing of it runs any more; until then ask again
   */
  private boolean end(Work work) {
    return !taking.contains(work) && works.end(work);
  }

  private static Layout layout(
      AgenticPlace place,
      List<Reconciled<SourceRepository>> repos,
      Optional<ActiveWorkflow> active) {
    return new Layout(
        active.map(it -> place.of(Part.of(it)).resolve(it.path().value()).toString()),
        repos.stream()
            .filter(repo -> repo.state() == State.READY)
            .map(repo -> place.of(Part.of(repo.what())).toString())
            .toList());
  }

  boolean isReleasing(SessionId session) {
    return releases.isRunning(session);
  }

  Release release(Session session, Fence fence, Retention retention) {
    if (!endWorks(session.id())) {
      return Release.PENDING;
    }
    failures.retain(session.id(), Set.of());
    if (!session.pushedAtRest().isEmpty()) {
      Optional<Release> over =
          releases.result(session.id(), () -> new Release.Done(push.push(session, fence)));
      over.ifPresent(any -> releases.end(session.id()));
      return over.orElse(Release.PENDING);
    }
    AgenticPlace place = place(session);
    if (retention == Retention.KEEP && !releases.isRunning(session.id())) {
      releases.end(session.id());
      return Release.DONE;
    }
    Optional<Release> over = releases.result(session.id(), () -> removal.remove(place));
    over.ifPresent(any -> releases.end(session.id()));
    return over.orElse(Release.PENDING);
  }

  private boolean endWorks(SessionId session) {
    boolean ended = true;
    for (Work work : works.keys()) {
      if (work.session().equals(session)) {
        ended &= end(work);
      }
    }
    return ended;
  }

  void close() {
    works.close();
    releases.close();
  }
}
