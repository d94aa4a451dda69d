package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.IssuedToken;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.identity.Token;
import dev.agentsessions.identity.TokenId;
import dev.agentsessions.json.JsonObject;
import dev.agentsessions.json.JsonWriter;
import dev.agentsessions.operation.NewToken;
import dev.agentsessions.operation.TokenOperations;
import jakarta.inject.Inject;
import java.util.List;

/** Personal tokens (T-03). */
final class TokenEndpoints {
  static final String TOKENS = ProjectEndpoints.BASE + "/tokens";

  private final TokenOperations tokens;

  @Inject
  TokenEndpoints(TokenOperations tokens) {
    this.tokens = requireNonNull(tokens, "tokens");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                TOKENS,
                "listTokens",
                "The caller's tokens, newest first, without their secrets",
                Gives.json(200, "TokenList"),
                this::list)
            .needs(Access.KNOWN)
            .asks(List.of(Parameter.text("user", "another user's; for administrators"))),
        Endpoint.of(
                Method.POST,
                TOKENS,
                "createToken",
                "Makes a token; its secret is told this once",
                Gives.json(201, "IssuedToken", "Location", "Cache-Control").once(),
                this::create)
            .needs(Access.KNOWN)
            .takes(Takes.json("NewToken"))
            .mayAnswer(ProblemType.LIMIT_REACHED),
        Endpoint.of(
                Method.DELETE,
                TOKENS + "/{token}",
                "revokeToken",
                "Makes a token prove nothing from now on",
                Gives.nothing(),
                this::revoke)
            .needs(Access.KNOWN)
            .mayAnswer(ProblemType.NOT_FOUND));
  }

  private Answer list(Call call) {
    List<Token> all = tokens.list(call.caller(), call.query().text("user"));
    return Answer.json(
        200,
        JsonWriter.write(
            json -> json.objects("items", all, TokenEndpoints::write).nothing("next")));
  }

  private Answer create(Call call) {
    IssuedToken issued =
        tokens.create(call.caller(), JsonObject.read(call.body(), TokenEndpoints::read));
    return Answer.json(201, JsonWriter.write(json -> write(json, issued)))
        .with("Location", TOKENS + "/" + issued.token().id())
        .with("Cache-Control", "no-store");
  }

  private Answer revoke(Call call) {
    tokens.revoke(call.caller(), call.parsed("token", TokenId::new));
    return Answer.empty(204);
  }

  private static NewToken read(JsonObject json) {
    return new NewToken(
        json.need("name", json::text),
        json.duration("lifetime").orElse(NewToken.USUAL_LIFETIME),
        json.text("user"));
  }

  private static void write(JsonWriter json, Token token) {
    json.text("id", token.id())
        .text("name", token.name())
        .text("user", token.caller().id())
        .flag("administrator", token.caller().standing().equals(Standing.ADMINISTRATOR))
        .text("createdAt", token.createdAt())
        .text("expiresAt", token.expiresAt());
  }

  private static void write(JsonWriter json, IssuedToken issued) {
    write(json, issued.token());
    json.text("token", issued.secret().text());
  }
}
