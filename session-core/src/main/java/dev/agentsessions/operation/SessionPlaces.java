package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.ProtectedBranches;
import dev.agentsessions.host.Host;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.HostWatch;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Ownership;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.worker.Runtimes;
import dev.agentsessions.workspace.ContentService;
import dev.agentsessions.workspace.ContentServices;
import dev.agentsessions.workspace.KnownRepositories;
import dev.agentsessions.workspace.RestingWorkspaces;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * At which host a live call on a session is made (P-07): at its owner, else, since files and output
 * outlive the processes, at any host of its machine; and who takes it there. Safe for many threads.
 */
public final class SessionPlaces {
  /** Where. Switch over it without a default. */
  public sealed interface Place {
    /** At this host, which knows best what is wrong if it cannot be made at all. */
    record Here() implements Place {}

    /**
     * @param host has an address
     */
    record Elsewhere(Host host) implements Place {}

    /** Nowhere now: the owner is gone, and another takes its place, or it is not known here yet. */
    record Soon() implements Place {}
  }

  /** Who takes calls for what is in a session's workspace, and by which id. */
  public record Content(SessionId session, ContentService service) {
    public Content {
      requireNonNull(session, "session");
      requireNonNull(service, "service");
    }
  }

  private static final Place HERE = new Place.Here();
  private static final Place SOON = new Place.Soon();

  private final SessionFinder finder;
  private final HostWatch watch;
  private final HostConfig self;
  private final Runtimes runtimes;
  private final ProtectedBranches branches;
  private final Map<String, ContentServices> contents; // by runtime
  private final Map<String, RestingWorkspaces> resting; // by runtime

  @Inject
  SessionPlaces(
      SessionFinder finder,
      HostWatch watch,
      HostConfig self,
      Runtimes runtimes,
      ProtectedBranches branches,
      Map<String, ContentServices> contents,
      Map<String, RestingWorkspaces> resting) {
    this.finder = requireNonNull(finder, "finder");
    this.watch = requireNonNull(watch, "watch");
    this.self = requireNonNull(self, "self");
    this.runtimes = requireNonNull(runtimes, "runtimes");
    this.branches = requireNonNull(branches, "branches");
    this.contents = Map.copyOf(contents);
    this.resting = Map.copyOf(resting);
  }

  /**
   * @throws SessionException.Denied if the caller may not do that with the session
   * @throws SessionException.NotFound if there is no such session
   */
  public Place of(Caller caller, Permission permission, ProjectId project, SessionRef ref) {
    Session session = finder.get(caller, permission, project, ref);
    Ownership ownership = session.ownership();
    return ownership.owner().map(this::owner).orElseGet(() -> home(ownership.node()));
  }

  /**
   * Who takes calls for the files and terminals of a session that is at this host, where that is a
   * program beside them (K-08); empty: this host does. While the session rests that program is
   * there on request only, and has now been used.
   *
   * @throws SessionException.WrongPhase if the session rests, and nobody asked for access to it
   * @throws SessionException.Unavailable if its environment is not ready, or that program is not
   */
  public Optional<Content> content(
      Caller caller, Permission permission, ProjectId project, SessionRef ref) {
    Session session = finder.get(caller, permission, project, ref);
    return Optional.ofNullable(contents.get(session.spec().runtime()))
        .map(services -> new Content(session.id(), service(session, services)));
  }

  /**
   * The same, for calls about the session's repositories: that program is told first what is known
   * of them here, and nowhere there.
   */
  public Optional<Content> repositories(
      Caller caller, Permission permission, ProjectId project, SessionRef ref) {
    Session session = finder.get(caller, permission, project, ref);
    return Optional.ofNullable(contents.get(session.spec().runtime()))
        .map(
            services -> {
              Content content = new Content(session.id(), service(session, services));
              if (session.spec().kind() instanceof AgenticSession kind) {
                services.tell(
                    session,
                    KnownRepositories.of(
                        session.revision().generation(), kind, url -> branches.of(project, url)));
              }
              return content;
            });
  }

  private ContentService service(Session session, ContentServices services) {
    if (session.state().isResting()) {
      RestingWorkspaces workspaces = resting.get(session.spec().runtime());
      if (workspaces != null) {
        return workspaces.use(session);
      }
    }
    if (session.state().isResting() || !session.needsOwner()) {
      throw new SessionException.WrongPhase(
          session.state(), "a look into its workspace", "start the session");
    }
    return services.of(session.id(), SessionRuntimes.ready(runtimes, session).endpoint());
  }

  /** Whether a host that was asked is dead, as far as is known. */
  public boolean isDead(HostId host) {
    return watch.dead().contains(host);
  }

  private Place owner(HostId owner) {
    if (owner.equals(self.id())) {
      return HERE;
    }
    Optional<Host> living =
        watch.living().stream().filter(host -> host.id().equals(owner)).findFirst();
    return living.isEmpty() ? SOON : at(living.filter(SessionPlaces::takesCalls));
  }

  private Place home(Optional<NodeId> node) {
    Predicate<Host> atHome = host -> node.filter(host.node()::equals).isPresent();
    return node.isEmpty() || node.get().equals(self.node())
        ? HERE
        : at(watch.living().stream().filter(atHome.and(SessionPlaces::takesCalls)).findFirst());
  }

  private static boolean takesCalls(Host host) {
    return host.address().isPresent();
  }

  private static Place at(Optional<Host> host) {
    return host.<Place>map(Place.Elsewhere::new).orElse(HERE);
  }
}
