package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.credential.GitServer;
import dev.agentsessions.credential.NewGitToken;
import dev.agentsessions.credential.StoredGitToken;
import dev.agentsessions.json.JsonObject;
import dev.agentsessions.json.JsonWriter;
import dev.agentsessions.operation.GitCredentials;
import dev.agentsessions.operation.GitTokenCalls;
import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitUrl;
import jakarta.inject.Inject;
import java.util.List;

/**
 * People's own tokens for git servers: written, and told to nobody but what runs in their sessions
 * (T-07).
 */
final class GitCredentialEndpoints {
  static final String CREDENTIALS = ProjectEndpoints.BASE + "/git-credentials";
  private static final String CREDENTIAL = CREDENTIALS + "/{server}";

  private final GitCredentials credentials;
  private final GitTokenCalls tokens;

  @Inject
  GitCredentialEndpoints(GitCredentials credentials, GitTokenCalls tokens) {
    this.credentials = requireNonNull(credentials, "credentials");
    this.tokens = requireNonNull(tokens, "tokens");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                CREDENTIALS,
                "listGitCredentials",
                "The servers that the caller stored a git token for, without the tokens",
                Gives.json(200, "GitCredentialList"),
                this::list)
            .needs(Access.KNOWN),
        Endpoint.of(
                Method.PUT,
                CREDENTIAL,
                "putGitCredential",
                "Keeps the caller's git token for a server, for sessions that are the caller's own",
                Gives.nothing(),
                this::put)
            .needs(Access.KNOWN)
            .takes(Takes.json("NewGitCredential"))
            .mayAnswer(ProblemType.LIMIT_REACHED),
        Endpoint.of(
                Method.DELETE,
                CREDENTIAL,
                "deleteGitCredential",
                "Forgets the caller's git token for a server",
                Gives.nothing(),
                this::delete)
            .needs(Access.KNOWN)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.POST,
                SessionEndpoints.SESSION + "/tokens/git",
                "issueGitToken",
                "A git credential for one of the session's repositories; for its own runner alone",
                Gives.json(200, "GitToken", "Cache-Control").once(),
                this::issue)
            .needs(Access.EDIT)
            .takes(Takes.json("GitTokenRequest"))
            .mayAnswer(ProblemType.UNSATISFIED, ProblemType.REMOTE_FAILED));
  }

  private Answer list(Call call) {
    List<StoredGitToken> all = credentials.list(call.caller());
    return Answer.json(
        200,
        JsonWriter.write(
            json -> json.objects("items", all, GitCredentialEndpoints::write).nothing("next")));
  }

  private Answer put(Call call) {
    GitServer server = server(call);
    credentials.put(call.caller(), JsonObject.read(call.body(), json -> read(json, server)));
    return Answer.empty(204);
  }

  private Answer delete(Call call) {
    credentials.remove(call.caller(), server(call));
    return Answer.empty(204);
  }

  private Answer issue(Call call) {
    GitCredential issued =
        tokens.issue(
            call.caller(),
            call.project(),
            call.session(),
            JsonObject.read(
                call.body(), json -> json.need("url", key -> json.parsed(key, GitUrl::parse))));
    return Answer.json(
            200,
            JsonWriter.write(
                json ->
                    json.text("token", issued.password())
                        .text("username", issued.username())
                        .text("expiresAt", issued.expiresAt())))
        .with("Cache-Control", "no-store");
  }

  private static GitServer server(Call call) {
    return call.parsed("server", GitServer::new);
  }

  private static NewGitToken read(JsonObject json, GitServer server) {
    return new NewGitToken(
        server,
        json.text("username").orElse(NewGitToken.USUAL_USERNAME),
        json.need("token", json::text),
        json.instant("expiresAt"));
  }

  private static void write(JsonWriter json, StoredGitToken token) {
    json.text("server", token.server())
        .text("storedAt", token.storedAt())
        .text("expiresAt", token.expiresAt());
  }
}
