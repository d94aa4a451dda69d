package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.telemetry.Metered;
import dev.agentsessions.workspace.WorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceProblem;
import jakarta.inject.Inject;
import java.util.Optional;

/** What can be known of a new session's workspace before the session is stored (S-01, S-09). */
final class NewWorkspaces {
  private static final String FILES = "workspace";

  private final SessionStore store;
  private final SessionFinder finder;
  private final RepositoryPaths repositories;
  private final WorkspaceCheck check;
  private final NodeId node;

  @Inject
  NewWorkspaces(
      @Metered SessionStore store,
      SessionFinder finder,
      RepositoryPaths repositories,
      WorkspaceCheck check,
      NodeId node) {
    this.store = requireNonNull(store, "store");
    this.finder = requireNonNull(finder, "finder");
    this.repositories = requireNonNull(repositories, "repositories");
    this.check = requireNonNull(check, "check");
    this.node = requireNonNull(node, "node");
  }

  /** As it was asked for, at the repository's path. */
  SessionSpec spec(ProjectId project, CreateSession input) {
    return repositories.resolved(project, input.spec());
  }

  /**
   * What changes after this look fails the session, not the call.
   *
   * @throws Unsatisfied if the world does not agree
   */
  void check(Caller caller, ProjectId project, CreateSession input) {
    SessionSpec spec = spec(project, input);
    // First: without files of the source nothing else of it need be there.
    input.filesFrom().ifPresent(source -> checkFiles(found(caller, source), spec));
    refuse(check.ofNew(spec.kind()));
  }

  /** Who may change a session may have all its files. */
  private Session found(Caller caller, SessionId source) {
    ProjectId project =
        store
            .find(source)
            .orElseThrow(() -> new NotFound("session " + source))
            .identity()
            .project();
    return finder.get(caller, Permission.EDIT, project, new SessionRef.ById(source));
  }

  private void checkFiles(Session source, SessionSpec spec) {
    if (!source.spec().runtime().equals(SessionSpec.LOCAL)) {
      throw new Unsatisfied(FILES, "cannot be files of the runtime " + source.spec().runtime());
    }
    if (source.ownership().node().filter(home -> !home.equals(node)).isPresent()) {
      throw new Unsatisfied(FILES, "cannot be files that are on another machine");
    }
    if (source.spec().kind().getClass() != spec.kind().getClass()) {
      throw new Unsatisfied(FILES, "cannot be files of another kind of session");
    }
    if (source.filesFrom().isPresent()) {
      throw new Unsatisfied(FILES, "cannot be files that are still to be copied themselves");
    }
    refuse(check.ofCopy(source, spec.kind()));
  }

  private static void refuse(Optional<WorkspaceProblem> problem) {
    problem.ifPresent(
        found -> {
          throw found.unsatisfied();
        });
  }
}
