package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.ProtectedBranches;
import dev.agentsessions.host.Fence;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.session.ActivityNotes;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.session.SourceRepository.Output;
import dev.agentsessions.workspace.CommitOrder;
import dev.agentsessions.workspace.GitIdentity;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.PullResult;
import dev.agentsessions.workspace.PushResult;
import dev.agentsessions.workspace.WorkspaceGitChanges;
import dev.agentsessions.workspace.WorkspaceRepository;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/**
 * What callers may do with a session's repositories, in every state. Live calls: nothing is stored
 * but that somebody was active, and which remote was chosen. Safe for many threads.
 *
 * <p>Every method throws what {@link WorkspaceGitChanges} does, {@link SessionException.Denied},
 * {@link SessionException.NotFound} if there is no such session, and {@link
 * SessionException.Unavailable} if its files cannot be reached from this host.
 */
public final class GitChangeCalls {
  /** Begins the annotation of a session that remembers its remote. */
  public static final String REMOTE = "git.remote";

  /**
   * A commit that a caller asks for.
   *
   * @param message absent: one is made
   * @param author absent: as the repository or the host says
   */
  public record Commit(Optional<String> message, Optional<GitIdentity> author) {
    public Commit {
      requireNonNull(message, "message");
      requireNonNull(author, "author");
    }
  }

  private record Place(WorkspaceRepository repository, Fence fence, WorkspaceGitChanges git) {}

  private final SessionFinder finder;
  private final Map<String, WorkspaceGitChanges> byRuntime;
  private final NodeId node;
  private final ProtectedBranches branches;
  private final ActivityNotes activity;
  private final Sessions sessions;

  @Inject
  GitChangeCalls(
      SessionFinder finder,
      Map<String, WorkspaceGitChanges> byRuntime,
      NodeId node,
      ProtectedBranches branches,
      ActivityNotes activity,
      Sessions sessions) {
    this.finder = requireNonNull(finder, "finder");
    this.byRuntime = Map.copyOf(byRuntime);
    this.node = requireNonNull(node, "node");
    this.branches = requireNonNull(branches, "branches");
    this.activity = requireNonNull(activity, "activity");
    this.sessions = requireNonNull(sessions, "sessions");
  }

  public void createBranch(Caller caller, GitCalls.Of of, String name, Optional<String> from) {
    Place place = place(caller, of);
    place.git().createBranch(place.repository(), place.fence(), name, from);
  }

  public PushResult push(Caller caller, GitCalls.Of of, Commit commit) {
    Place place = place(caller, of);
    return place.git().push(place.repository(), place.fence(), order(place, commit));
  }

  /**
   * Pushes to where the session's spec says that changes of the repository go.
   *
   * @throws Unsatisfied if it says nothing
   */
  public PushResult pushToOutput(Caller caller, GitCalls.Of of, Commit commit) {
    Place place = place(caller, of);
    Output output =
        place
            .repository()
            .source()
            .flatMap(SourceRepository::output)
            .orElseThrow(() -> new Unsatisfied("remote", "has no output in the session's spec"));
    return place
        .git()
        .push(
            place.repository(),
            place.fence(),
            new CommitOrder(
                commit.message(),
                commit.author(),
                branches.of(of.project(), output.url()),
                Optional.of(output)));
  }

  public PushResult synchronize(Caller caller, GitCalls.Of of, Commit commit) {
    Place place = place(caller, of);
    return place.git().synchronize(place.repository(), place.fence(), order(place, commit));
  }

  private CommitOrder order(Place place, Commit commit) {
    return new CommitOrder(commit.message(), commit.author(), branches.of(place.repository()));
  }

  public PullResult pull(Caller caller, GitCalls.Of of) {
    Place place = place(caller, of);
    return place.git().pull(place.repository(), place.fence());
  }

  /** Remembered on the session, as an annotation. */
  public void configureRemote(Caller caller, GitCalls.Of of, GitUrl url) {
    Place place = place(caller, of);
    place.git().configureRemote(place.repository(), place.fence(), url);
    String key = of.name().map(name -> REMOTE + "." + name).orElse(REMOTE);
    var annotations = new MapPatch(false, Map.of(key, Optional.of(url.toString())));
    sessions.patch(
        caller,
        of.project(),
        new PatchSession(
            Target.of(of.session()),
            new MetadataPatch(Optional.empty(), MapPatch.NONE, annotations)));
  }

  public void abandon(Caller caller, GitCalls.Of of) {
    Place place = place(caller, of);
    place.git().abandon(place.repository(), place.fence());
  }

  /** Whoever comes here works with the session. */
  private Place place(Caller caller, GitCalls.Of of) {
    Session session = finder.get(caller, Permission.EDIT, of.project(), of.session());
    WorkspaceGitChanges git = GitCalls.ofRuntime(byRuntime, session, node);
    if (!session.state().isResting()) {
      activity.happened(session.id());
    }
    return new Place(new WorkspaceRepository(session, of.name()), session.ownership().fence(), git);
  }
}
