package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.secret.SecretName;
import dev.agentsessions.secret.SecretVariables;
import dev.agentsessions.session.SessionRef;

/** A secret that a session shall have from now on; processes that run already do not see it. */
public record SetSecret(SessionRef session, SecretName name, String value) {
  public SetSecret {
    requireNonNull(session, "session");
    requireNonNull(name, "name");
    SecretVariables.check(value);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "secret " + name + " of " + session;
  }
}
