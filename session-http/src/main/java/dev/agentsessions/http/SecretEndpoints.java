package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.ApiJson;
import dev.agentsessions.operation.RemoveSecret;
import dev.agentsessions.operation.Secrets;
import dev.agentsessions.operation.SetSecret;
import dev.agentsessions.secret.SecretName;
import jakarta.inject.Inject;
import java.util.List;

/** Sessions' secrets: written, and never told (P-06). */
final class SecretEndpoints {
  private static final String SECRET = SessionEndpoints.SESSION + "/secrets/{name}";

  private final Secrets secrets;

  @Inject
  SecretEndpoints(Secrets secrets) {
    this.secrets = requireNonNull(secrets, "secrets");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.PUT,
                SECRET,
                "setSecret",
                "Keeps a secret: a variable of the processes that the session starts from now on",
                Gives.nothing(),
                this::set)
            .needs(Access.EDIT)
            .takes(Takes.json("Secret"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.LIMIT_REACHED),
        Endpoint.of(
                Method.DELETE,
                SECRET,
                "removeSecret",
                "Forgets a secret; processes that run already keep it",
                Gives.nothing(),
                this::remove)
            .needs(Access.EDIT)
            .mayAnswer(ProblemType.NOT_FOUND));
  }

  private Answer set(Call call) {
    secrets.set(
        call.caller(),
        call.project(),
        new SetSecret(call.session(), name(call), ApiJson.readSecret(call.body())));
    return Answer.empty(204);
  }

  private Answer remove(Call call) {
    secrets.remove(call.caller(), call.project(), new RemoveSecret(call.session(), name(call)));
    return Answer.empty(204);
  }

  private static SecretName name(Call call) {
    return new SecretName(call.text("name"));
  }
}
