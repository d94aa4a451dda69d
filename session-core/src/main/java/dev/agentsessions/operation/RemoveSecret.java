package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.secret.SecretName;
import dev.agentsessions.session.SessionRef;

/** A secret that a session shall have no more; processes that run already keep it. */
public record RemoveSecret(SessionRef session, SecretName name) {
  public RemoveSecret {
    requireNonNull(session, "session");
    requireNonNull(name, "name");
  }
}
