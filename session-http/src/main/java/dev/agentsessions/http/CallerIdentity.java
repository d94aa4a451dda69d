package dev.agentsessions.http;

import dev.agentsessions.identity.Caller;

/** Who is it? Asked for every request, with its credentials and nothing else. Thread-safe. */
@FunctionalInterface
public interface CallerIdentity {
  /** Whoever reaches the loopback address is the one user: needs no credentials. */
  CallerIdentity SINGLE_USER = credentials -> Caller.of("user");

  /**
   * The caller that the credentials prove.
   *
   * @throws dev.agentsessions.session.SessionException.Denied if they prove nobody
   */
  Caller identify(Credentials credentials);
}
