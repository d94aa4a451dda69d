package dev.agentsessions.content;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;

/**
 * How the session's own runner reaches the API.
 *
 * @param url of its version 1, without a slash at its end
 * @param token the file that holds the runner's token; read anew for each call
 */
public record RunnerApi(URI url, Path token) {
  public RunnerApi {
    requireNonNull(url, "url");
    requireNonNull(token, "token");
  }
}
