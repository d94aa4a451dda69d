package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * A program beside a session's files and terminals that takes live calls for them (K-08).
 *
 * @param server of HTTP, without a path
 * @param token that it lets in, and no other
 */
public record ContentService(URI server, String token) {
  public ContentService {
    requireNonNull(server, "server");
    requireNonNull(token, "token");
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ContentService[" + server + "]";
  }
}
