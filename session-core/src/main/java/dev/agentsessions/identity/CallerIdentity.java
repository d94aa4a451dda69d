package dev.agentsessions.identity;

import dev.agentsessions.session.SessionException;

/** Who is it? Asked for every request, with its credentials and nothing else. Thread-safe. */
public interface CallerIdentity {
  /**
   * The caller that the credentials prove.
   *
   * @throws SessionException.Unauthenticated if they prove nobody
   * @throws SessionException.Unavailable if nobody can tell now
   */
  Caller identify(Credentials credentials);

  /** Whether somebody without credentials comes in: then nobody from elsewhere may get here. */
  boolean isOpen();
}
