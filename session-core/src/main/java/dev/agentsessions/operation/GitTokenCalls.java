package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.event.AuditTrail;
import dev.agentsessions.event.SessionChange.GitTokenIssued;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.worker.WorkerRef;
import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl;
import jakarta.inject.Inject;

/**
 * Hands git credentials to what runs in a session, for its own repositories (T-07), and notes that
 * as an event. A live call: nothing else is stored. Safe for many threads.
 */
public final class GitTokenCalls {
  private final SessionStore store;
  private final SessionFinder finder;
  private final SessionRemotes remotes;
  private final GitTokens tokens;
  private final AuditTrail trail;

  @Inject
  GitTokenCalls(
      SessionStore store,
      SessionFinder finder,
      SessionRemotes remotes,
      GitTokens tokens,
      AuditTrail trail) {
    this.store = requireNonNull(store, "store");
    this.finder = requireNonNull(finder, "finder");
    this.remotes = requireNonNull(remotes, "remotes");
    this.tokens = requireNonNull(tokens, "tokens");
    this.trail = requireNonNull(trail, "trail");
  }

  /**
   * A credential that the session's owner has for a repository. Whoever gets it may keep it as long
   * as it is good.
   *
   * @throws Denied for everybody but the session's own runner, whether the session is there or not
   * @throws Unsatisfied if the session has nothing to do with the repository
   * @throws Invalid if no credential is of use for it, or the owner has none
   * @throws dev.agentsessions.workspace.GitException.RemoteFailed if the provider fails
   */
  public GitCredential issue(Caller caller, ProjectId project, SessionRef ref, GitUrl url) {
    Session session = own(caller, project, ref);
    Invalid.check(url.scheme().takesCredentials(), "url", "must be https: others take no token");
    if (!remotes.have(session, url)) {
      throw new Unsatisfied("url", "is of no repository of this session");
    }
    GitCredential credential =
        tokens.credential(session, url).orElseThrow(() -> GitTokens.missing(url));
    trail.note(session, new GitTokenIssued(url, caller.worker().map(WorkerRef::worker)));
    return credential;
  }

  private Session own(Caller caller, ProjectId project, SessionRef ref) {
    SessionId id =
        caller
            .session()
            .flatMap(store::find) // its own, whatever it asks for: of others nothing is looked up
            .filter(session -> isMeant(session, project, ref))
            .map(Session::id)
            .orElseThrow(() -> new Denied("git tokens are for the session's own runner"));
    return finder.get(caller, Permission.EDIT, project, new SessionRef.ById(id));
  }

  private static boolean isMeant(Session session, ProjectId project, SessionRef ref) {
    return session.identity().project().equals(project)
        && switch (ref) {
          case SessionRef.ById by -> by.id().equals(session.id());
          case SessionRef.BySlug by ->
              by.slug().equals(session.identity().slug())
                  || by.slug().value().equals(session.id().value());
        };
  }
}
