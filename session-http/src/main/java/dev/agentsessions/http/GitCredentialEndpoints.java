package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.credential.GitServer;
import dev.agentsessions.credential.NewGitToken;
import dev.agentsessions.credential.StoredGitToken;
import dev.agentsessions.json.JsonObject;
import dev.agentsessions.json.JsonWriter;
import dev.agentsessions.operation.GitCredentials;
import jakarta.inject.Inject;
import java.util.List;

/** People's own tokens for git servers: written, and never told (T-07). */
final class GitCredentialEndpoints {
  static final String CREDENTIALS = ProjectEndpoints.BASE + "/git-credentials";
  private static final String CREDENTIAL = CREDENTIALS + "/{server}";

  private final GitCredentials credentials;

  @Inject
  GitCredentialEndpoints(GitCredentials credentials) {
    this.credentials = requireNonNull(credentials, "credentials");
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
            .mayAnswer(ProblemType.NOT_FOUND));
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
