package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.credential.GitServer;
import dev.agentsessions.credential.NewGitToken;
import dev.agentsessions.credential.PersonalGitTokens;
import dev.agentsessions.credential.StoredGitToken;
import dev.agentsessions.credential.StoredGitTokens;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.NotFound;
import jakarta.inject.Inject;
import java.util.List;

/**
 * What people do with their own git tokens, which sessions of theirs reach git servers with (T-07):
 * write them, never read them. Nobody has to do with another's, administrators neither. Safe for
 * many threads.
 *
 * <p>Every method throws {@link Denied} for whoever is no person: what runs in a session keeps no
 * credentials.
 */
public final class GitCredentials {
  private final StoredGitTokens tokens;
  private final PersonalGitTokens personal;

  @Inject
  GitCredentials(StoredGitTokens tokens, PersonalGitTokens personal) {
    this.tokens = requireNonNull(tokens, "tokens");
    this.personal = requireNonNull(personal, "personal");
  }

  /**
   * Keeps a token, in place of the caller's one for this server.
   *
   * @throws dev.agentsessions.session.SessionException.Invalid if it has expired
   * @throws dev.agentsessions.session.SessionException.LimitReached if the caller has too many
   * @throws dev.agentsessions.session.SessionException.Unavailable also if this host has no key to
   *     seal it
   */
  public void put(Caller caller, NewGitToken token) {
    personal.store(user(caller), token);
  }

  /** The caller's, by the names of their servers. */
  public List<StoredGitToken> list(Caller caller) {
    return tokens.list(user(caller));
  }

  /**
   * Forgets a token; whoever was given it meanwhile may still have it.
   *
   * @throws NotFound if the caller has none for this server
   */
  public void remove(Caller caller, GitServer server) {
    if (!tokens.remove(user(caller), server)) {
      throw new NotFound("git credential for " + server);
    }
  }

  private static String user(Caller caller) {
    return switch (caller.standing()) {
      case Standing.Person any -> caller.id();
      case Standing.Administrator any -> caller.id();
      case Standing.OfSession any -> throw notAPerson();
      case Standing.OfWorker any -> throw notAPerson();
      case Standing.OfHost any -> throw notAPerson();
    };
  }

  private static Denied notAPerson() {
    return new Denied("git credentials are for people");
  }
}
