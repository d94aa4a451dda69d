package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.operation.CloneSession.Workspace;
import dev.agentsessions.operation.CreateSession.Naming;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.workspace.WorkspaceCheck;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Makes sessions after others (S-09): each is a create like any other, of a spec that is read. */
final class Clones {
  private static final int TRIES = 100;
  private static final int LONGEST_BASE = 190; // a suffix fits behind it

  private final SessionFinder finder;
  private final WorkspaceCheck workspaces;
  private final SessionPipelines pipelines;
  private final PipelineRunner runner;

  @Inject
  Clones(
      SessionFinder finder,
      WorkspaceCheck workspaces,
      SessionPipelines pipelines,
      PipelineRunner runner) {
    this.finder = requireNonNull(finder, "finder");
    this.workspaces = requireNonNull(workspaces, "workspaces");
    this.pipelines = requireNonNull(pipelines, "pipelines");
    this.runner = requireNonNull(runner, "runner");
  }

  /**
   * Name and branch count together: the store gives a name to one clone only, and so the branch
   * that goes with it, though that is made later.
   */
  Session make(Caller caller, ProjectId project, CloneSession request) {
    Session source = finder.get(caller, Permission.EDIT, project, request.source());
    ProjectId target = request.project().orElse(project);
    int first = target.equals(project) ? 1 : 0;
    AlreadyExists last = null;
    for (int number = first; number < first + TRIES; number++) {
      Optional<SessionKind> kind = kind(source, request, number);
      if (kind.isEmpty()) {
        continue;
      }
      String name = request.name().orElse(copy(source.identity().name(), number));
      try {
        return runner
            .run(pipelines.create, caller, target, copyOf(source, request, kind.get(), name))
            .session();
      } catch (AlreadyExists taken) {
        if (request.name().isPresent() || !taken.field().equals("name")) {
          throw taken;
        }
        last = taken;
      }
    }
    throw last == null
        ? new Invalid("branch", "is needed: all names for a copy's branch are taken")
        : last;
  }

  /** Where it works; empty: not by this number, whose branch is there already. */
  private Optional<SessionKind> kind(Session source, CloneSession request, int number) {
    return switch (source.spec().kind()) {
      case QuickSession quick -> Optional.of(kind(quick, request));
      case AgenticSession agentic -> Optional.of(kind(agentic, request));
      case WorktreeSession worktree ->
          kind(worktree.withBranch(branch(source, worktree)), request, number);
    };
  }

  private static SessionKind kind(QuickSession source, CloneSession request) {
    Invalid.check(request.branch().isEmpty(), "branch", "is for sessions on a worktree");
    var quick =
        new QuickSession(
            request
                .location()
                .orElseThrow(() -> new Invalid("location", "is needed for a new workspace")));
    Invalid.check(
        !quick.location().equals(source.location()), "location", "is where its source works");
    return quick;
  }

  private static SessionKind kind(AgenticSession source, CloneSession request) {
    Invalid.check(request.location().isEmpty(), "location", "is for sessions on a directory");
    Invalid.check(request.branch().isEmpty(), "branch", "is for sessions on a worktree");
    return source;
  }

  /** What its worktree is on, which it may yet have to be renamed from. */
  private static String branch(Session source, WorktreeSession kind) {
    return source.status().run().branch().orElse(kind.branch());
  }

  private Optional<SessionKind> kind(WorktreeSession source, CloneSession request, int number) {
    Invalid.check(request.location().isEmpty(), "location", "is for sessions on a directory");
    String branch = request.branch().orElseGet(() -> copy(source.branch(), Math.max(1, number)));
    var kind = new WorktreeSession(source.repository(), branch, Optional.of(source.branch()));
    boolean isFree = request.branch().isPresent() || !workspaces.hasBranch(kind);
    return isFree ? Optional.of(kind) : Optional.empty();
  }

  /** The source's text, {@code -copy} behind it, {@code -copy-2}, … */
  private static String copy(String text, int number) {
    if (number == 0) {
      return text;
    }
    String base = text.length() > LONGEST_BASE ? text.substring(0, LONGEST_BASE) : text;
    return number == 1 ? base + "-copy" : base + "-copy-" + number;
  }

  private static CreateSession copyOf(
      Session source, CloneSession request, SessionKind kind, String name) {
    CreateSession plain = copyOf(source, kind, name);
    return request.workspace() == Workspace.FILES ? plain.withFilesFrom(source.id()) : plain;
  }

  private static CreateSession copyOf(Session source, SessionKind kind, String name) {
    SessionSpec spec = source.spec();
    return new CreateSession(
        Naming.of(name),
        spec.withKind(kind),
        source.metadata().labels(),
        source.metadata().annotations(),
        OwnerChoice.ACCOUNT,
        Optional.empty(),
        Optional.empty(),
        Optional.of(workers(source)),
        true);
  }

  private static List<NewWorker> workers(Session source) {
    return source.workers().stream()
        .filter(worker -> worker.desired().goal() != Goal.DELETE)
        .map(Clones::copyOf)
        .toList();
  }

  private static NewWorker copyOf(Worker worker) {
    return new NewWorker(worker.kind(), Optional.of(worker.name()), worker.size());
  }
}
