package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.RuntimePart;
import dev.agentsessions.worker.RuntimeParts;
import dev.agentsessions.worker.Runtimes;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerSighting;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Gone;
import dev.agentsessions.workspace.EnvironmentState.Over;
import dev.agentsessions.workspace.EnvironmentState.Pending;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Shows what a runtime has of a session, now, and what of it is missing (R-A12). Live calls:
 * nothing is stored, and nobody was active. Safe for many threads.
 */
public final class RuntimeCalls {
  private static final String PROCESS = "process";
  private static final String ENVIRONMENT = "environment";

  private final SessionFinder finder;
  private final Runtimes runtimes;
  private final Map<String, RuntimeParts> parts; // by runtime

  @Inject
  RuntimeCalls(SessionFinder finder, Runtimes runtimes, Map<String, RuntimeParts> parts) {
    this.finder = requireNonNull(finder, "finder");
    this.runtimes = requireNonNull(runtimes, "runtimes");
    this.parts = Map.copyOf(parts);
  }

  /**
   * The session's environment, what else its runtime has of it, and its processes.
   *
   * @throws SessionException.NotFound if there is no such session
   * @throws SessionException.Unavailable if this host does not have its runtime, or that cannot say
   */
  public List<RuntimePart> look(Caller caller, ProjectId project, SessionRef ref) {
    Session session = finder.get(caller, Permission.VIEW, project, ref);
    String name = session.spec().runtime();
    SessionRuntime runtime =
        runtimes
            .find(name)
            .orElseThrow(
                () -> new SessionException.Unavailable("this host has no runtime " + name, null));
    EnvironmentState environment =
        runtime.environments().observe(session, session.ownership().fence());
    List<RuntimePart> all = new ArrayList<>();
    all.add(part(session, environment));
    Optional.ofNullable(parts.get(name)).ifPresent(more -> all.addAll(more.of(session)));
    all.addAll(processes(session, seen(session, runtime, environment)));
    return List.copyOf(all);
  }

  private static RuntimePart part(Session session, EnvironmentState environment) {
    String known = session.status().run().directory().orElse("");
    return switch (environment) {
      case Ready ready ->
          RuntimePart.of(ENVIRONMENT, ready.endpoint().directory(), "Ready", Map.of());
      case Pending pending -> told(known, "Pending", pending.message());
      case Failed failed -> told(known, "Failed", failed.message());
      case Over over -> told(known, "Over", over.ending().message().orElse(""));
      case Gone gone ->
          session.state() == SessionState.ACTIVE
              ? RuntimePart.missing(ENVIRONMENT, known, gone.message())
              : told(known, "Gone", gone.message());
    };
  }

  private static RuntimePart told(String name, String state, String message) {
    return new RuntimePart(ENVIRONMENT, name, state, Optional.of(message), Map.of());
  }

  private static List<WorkerSighting> seen(
      Session session, SessionRuntime runtime, EnvironmentState environment) {
    return environment instanceof Ready ready
        ? runtime
            .workers()
            .observe(new Place(session.id(), ready.endpoint(), session.ownership().fence()))
        : List.of();
  }

  private static List<RuntimePart> processes(Session session, List<WorkerSighting> seen) {
    List<RuntimePart> all = new ArrayList<>();
    for (WorkerSighting sighting : seen) {
      all.add(process(session.worker(sighting.worker()), sighting));
    }
    if (session.state() == SessionState.ACTIVE) {
      session.workers().stream()
          .filter(worker -> worker.desired().goal() == Goal.RUN)
          .filter(worker -> !worker.observed().state().isOver())
          .filter(worker -> seen.stream().noneMatch(one -> one.worker().equals(worker.id())))
          .map(worker -> RuntimePart.missing(PROCESS, worker.name(), "it is wanted, and not there"))
          .forEach(all::add);
    }
    return all;
  }

  private static RuntimePart process(Optional<Worker> worker, WorkerSighting sighting) {
    Map<String, String> details = new TreeMap<>();
    details.put("worker", sighting.worker().value());
    details.put("epoch", String.valueOf(sighting.epoch()));
    details.put("printed", String.valueOf(sighting.printed()));
    return new RuntimePart(
        PROCESS,
        worker.map(Worker::name).orElse(sighting.worker().value()),
        sighting.isRunning() ? "Running" : "Ended",
        sighting.exit().map(WorkerExit::inWords),
        details);
  }
}
