package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.worker.DiffWorker;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.workspace.DiffBase;
import dev.agentsessions.workspace.GitBranches;
import dev.agentsessions.workspace.GitDiff;
import dev.agentsessions.workspace.GitFileDiff;
import dev.agentsessions.workspace.GitStatus;
import dev.agentsessions.workspace.MergeStatus;
import dev.agentsessions.workspace.WorkspaceGit;
import dev.agentsessions.workspace.WorkspaceRepository;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/**
 * What callers may see of a session's repositories, in every state. Live calls: nothing is stored
 * and nothing changes. Safe for many threads.
 *
 * <p>Every method throws what {@link WorkspaceGit} does, {@link SessionException.Denied}, {@link
 * SessionException.NotFound} if there is no such session, and {@link SessionException.Unavailable}
 * if its files cannot be reached from this host.
 */
public final class GitCalls {
  /**
   * A repository that a caller names.
   *
   * @param name one of several; absent: the one that there is
   */
  public record Of(ProjectId project, SessionRef session, Optional<String> name) {
    public Of {
      requireNonNull(project, "project");
      requireNonNull(session, "session");
      requireNonNull(name, "name");
    }
  }

  private final SessionFinder finder;
  private final Map<String, WorkspaceGit> byRuntime;
  private final NodeId node;

  @Inject
  GitCalls(SessionFinder finder, Map<String, WorkspaceGit> byRuntime, NodeId node) {
    this.finder = requireNonNull(finder, "finder");
    this.byRuntime = Map.copyOf(byRuntime);
    this.node = requireNonNull(node, "node");
  }

  public GitStatus status(Caller caller, Of of) {
    WorkspaceRepository repository = find(caller, of);
    return git(repository).status(repository);
  }

  public GitDiff diff(Caller caller, Of of, DiffBase base) {
    WorkspaceRepository repository = find(caller, of);
    return git(repository).diff(repository, base);
  }

  public GitFileDiff diff(Caller caller, Of of, DiffBase base, String path, int context) {
    WorkspaceRepository repository = find(caller, of);
    Invalid.check(!path.isEmpty(), "path", "must name a file");
    return git(repository).diff(repository, base, path, context);
  }

  /**
   * What a worker compares with: what the caller says, else what the worker was made for.
   *
   * @throws SessionException.NotFound if there is no such worker, or it is no view of differences
   */
  public DiffBase base(Caller caller, Of of, WorkerId worker, Optional<DiffBase> said) {
    Session session = find(caller, of).session();
    return session
        .worker(worker)
        .map(Worker::kind)
        .filter(DiffWorker.class::isInstance)
        .map(DiffWorker.class::cast)
        .map(kind -> said.orElseGet(() -> made(kind)))
        .orElseThrow(() -> new SessionException.NotFound("diff worker " + worker));
  }

  private static DiffBase made(DiffWorker worker) {
    return worker.base().map(DiffBase::parse).orElse(DiffBase.FORK_POINT);
  }

  public GitBranches branches(Caller caller, Of of) {
    WorkspaceRepository repository = find(caller, of);
    return git(repository).branches(repository);
  }

  public MergeStatus mergeStatus(Caller caller, Of of, String with) {
    WorkspaceRepository repository = find(caller, of);
    Invalid.check(!with.isEmpty(), "with", "must name a branch");
    return git(repository).mergeStatus(repository, with);
  }

  private WorkspaceRepository find(Caller caller, Of of) {
    return new WorkspaceRepository(
        finder.get(caller, Permission.VIEW, of.project(), of.session()), of.name());
  }

  private WorkspaceGit git(WorkspaceRepository repository) {
    return ofRuntime(byRuntime, repository.session(), node);
  }

  /** Who reaches a session's workspace from here. */
  static <T> T ofRuntime(Map<String, T> byRuntime, Session session, NodeId node) {
    T git = byRuntime.get(session.spec().runtime());
    if (git == null) {
      throw new SessionException.Unavailable(
          "no git of runtime " + session.spec().runtime() + " here", null);
    }
    if (session.ownership().node().filter(home -> !home.equals(node)).isPresent()) {
      throw new SessionException.Unavailable("its files are on another machine", null);
    }
    return git;
  }
}
