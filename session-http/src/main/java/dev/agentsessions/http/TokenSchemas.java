package dev.agentsessions.http;

import static dev.agentsessions.http.Schema.DURATION;
import static dev.agentsessions.http.Schema.FLAG;
import static dev.agentsessions.http.Schema.TEXT;
import static dev.agentsessions.http.Schema.TIME;
import static dev.agentsessions.http.Schema.object;
import static dev.agentsessions.http.Schema.page;

import java.util.Map;

/** Shapes of tokens and of credentials for git. */
final class TokenSchemas {
  private TokenSchemas() {}

  static void addTo(Map<String, Schema> all) {
    addTokens(all);
    addGitCredentials(all);
  }

  private static void addTokens(Map<String, Schema> all) {
    all.put("Token", token());
    all.put("TokenList", page("Token"));
    all.put("IssuedToken", token().with("token", TEXT));
    all.put(
        "NewToken", object().with("name", TEXT).maybe("lifetime", DURATION).maybe("user", TEXT));
  }

  private static void addGitCredentials(Map<String, Schema> all) {
    all.put(
        "GitCredential",
        object().with("server", TEXT).with("storedAt", TIME).maybe("expiresAt", TIME));
    all.put("GitCredentialList", page("GitCredential"));
    all.put("GitTokenRequest", object().with("url", TEXT));
    all.put(
        "GitToken", object().with("token", TEXT).with("username", TEXT).maybe("expiresAt", TIME));
    all.put(
        "NewGitCredential",
        object().with("token", TEXT).maybe("username", TEXT).maybe("expiresAt", TIME));
  }

  private static Schema token() {
    return object()
        .with("id", TEXT)
        .maybe("name", TEXT)
        .with("user", TEXT)
        .with("administrator", FLAG)
        .with("createdAt", TIME)
        .with("expiresAt", TIME);
  }
}
