package dev.agentsessions.github;

import static java.util.Objects.requireNonNull;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.agentsessions.credential.GitServer;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tokens of an app's installations (T-07), each for one repository, kept in memory until shortly
 * before their end. Two who ask at once may get one each. Safe for many threads.
 */
final class GitHubAppTokens implements GitTokens {
  /** What is left of a token must do for an exchange that takes long. */
  private static final Duration LEFT = Duration.ofMinutes(10);

  private static final int MAX_KEPT = 1_000;

  private final GitServer server;
  private final GitHubApi api;
  private final InstantSource clock;
  private final Cache<RepositoryName, GitCredential> kept =
      CacheBuilder.newBuilder().maximumSize(MAX_KEPT).build();

  @Inject
  GitHubAppTokens(GitHubConfig config, GitHubApi api, InstantSource clock) {
    this.server = config.server();
    this.api = requireNonNull(api, "api");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Empty also for a repository that the app is not installed for. */
  @Override
  public Optional<GitCredential> credential(ProjectId project, Owner owner, GitUrl url) {
    return url.scheme().takesCredentials() && GitServer.of(url).equals(server)
        ? RepositoryName.of(url).flatMap(this::token)
        : Optional.empty();
  }

  private Optional<GitCredential> token(RepositoryName repository) {
    return Optional.ofNullable(kept.getIfPresent(repository))
        .filter(this::lasts)
        .or(() -> api.installation(repository).map(id -> fresh(id, repository)));
  }

  private GitCredential fresh(long installation, RepositoryName repository) {
    GitCredential token = api.token(installation, repository);
    kept.put(repository, token);
    return token;
  }

  private boolean lasts(GitCredential token) {
    return token.expiresAt().filter(end -> end.isAfter(clock.instant().plus(LEFT))).isPresent();
  }
}
