package dev.agentsessions.credential;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.secret.SecretCipher;
import dev.agentsessions.secret.SecretException;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The tokens that people stored for themselves (T-07), each for one server and for sessions of its
 * user alone: an organization has none. Safe for many threads.
 */
public final class PersonalGitTokens implements GitTokens {
  private final StoredGitTokens tokens;
  private final SecretCipher cipher;
  private final InstantSource clock;

  @Inject
  public PersonalGitTokens(StoredGitTokens tokens, SecretCipher cipher, InstantSource clock) {
    this.tokens = requireNonNull(tokens, "tokens");
    this.cipher = requireNonNull(cipher, "cipher");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Keeps a token, sealed for this user and this server.
   *
   * @throws Invalid if it has expired
   * @throws Unavailable if this host has no key to seal it
   */
  public void store(String user, NewGitToken token) {
    Instant now = clock.instant();
    Optional<Instant> expiresAt =
        token.expiresAt().map(instant -> instant.truncatedTo(ChronoUnit.MICROS));
    Invalid.check(expiresAt.filter(end -> !end.isAfter(now)).isEmpty(), "expiresAt", "is over");
    tokens.put(
        user,
        new StoredGitToken(
            token.server(),
            token.username(),
            cipher.seal(place(user, token.server()), token.token()),
            now,
            expiresAt));
  }

  @Override
  public Optional<GitCredential> credential(ProjectId project, Owner owner, GitUrl url) {
    return owner.scope() == OwnerScope.IDENTITY_ACCOUNT && url.scheme().takesCredentials()
        ? tokens.find(owner.id(), GitServer.of(url)).map(stored -> opened(owner.id(), stored))
        : Optional.empty();
  }

  private GitCredential opened(String user, StoredGitToken stored) {
    Invalid.check(
        stored.expiresAt().filter(end -> !end.isAfter(clock.instant())).isEmpty(),
        "credential",
        "for " + stored.server() + " has expired: store a new one");
    try {
      return new GitCredential(
          stored.username(),
          cipher.open(place(user, stored.server()), stored.sealed()),
          stored.expiresAt());
    } catch (SecretException e) {
      throw new Unavailable(e.getMessage() + ", store it again or give the host its key", e);
    }
  }

  private static String place(String user, GitServer server) {
    return "git/" + user + "/" + server;
  }
}
