package dev.agentsessions.secret;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import java.util.Map;

/**
 * Where sessions' secrets are kept, sealed (P-06). They go with their session. Safe for many
 * threads and processes. Passes {@code SessionSecretsContract}.
 *
 * <p>Every method may throw {@link SessionException.Unavailable}: nothing happened; a write may
 * throw {@link SessionException.OutcomeUnknown}, and may be done again.
 */
public interface SessionSecrets {
  /** Of one session. */
  int MAX = 100;

  /**
   * Keeps a secret, in place of one of this name.
   *
   * @throws SessionException.NotFound if there is no such session, or it is deleted
   * @throws SessionException.LimitReached if the session has {@link #MAX} others
   */
  void put(SessionId session, SecretName name, SealedSecret secret);

  /**
   * Forgets a secret.
   *
   * @return whether it was there
   */
  boolean remove(SessionId session, SecretName name);

  /** All of a session's, by name. */
  Map<SecretName, SealedSecret> all(SessionId session);
}
