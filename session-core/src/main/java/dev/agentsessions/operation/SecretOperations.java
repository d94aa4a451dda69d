package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.secret.SecretVariables;
import dev.agentsessions.secret.SessionSecrets;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import jakarta.inject.Inject;

/**
 * Keeps sessions' secrets, and forgets them (P-06). Nothing of them is in the session or its
 * events.
 */
final class SecretOperations {
  private final Steps steps;
  private final SessionSecrets secrets;
  private final SecretVariables variables;

  @Inject
  SecretOperations(Steps steps, SessionSecrets secrets, SecretVariables variables) {
    this.steps = requireNonNull(steps, "steps");
    this.secrets = requireNonNull(secrets, "secrets");
    this.variables = requireNonNull(variables, "variables");
  }

  Pipeline<SessionOperation<SetSecret>> set() {
    return steps.change(
        "set-secret", request -> Target.of(request.session()), operation -> {}, this::put);
  }

  private void put(SessionOperation<SetSecret> operation) {
    SetSecret request = operation.input();
    Session session = operation.session();
    secrets.put(
        session.id(),
        request.name(),
        variables.seal(session.id(), request.name(), request.value()));
  }

  Pipeline<SessionOperation<RemoveSecret>> remove() {
    return steps.change(
        "remove-secret", request -> Target.of(request.session()), operation -> {}, this::forget);
  }

  private void forget(SessionOperation<RemoveSecret> operation) {
    RemoveSecret request = operation.input();
    if (!secrets.remove(operation.session().id(), request.name())) {
      throw new NotFound("secret " + request.name());
    }
  }
}
