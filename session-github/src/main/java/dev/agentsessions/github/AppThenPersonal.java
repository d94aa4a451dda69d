package dev.agentsessions.github;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.credential.PersonalGitTokens;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl;
import jakarta.inject.Inject;
import java.util.Optional;

/** The order of T-07: the app's token where the app is installed, else what the owner stored. */
final class AppThenPersonal implements GitTokens {
  private final GitHubAppTokens app;
  private final PersonalGitTokens personal;

  @Inject
  AppThenPersonal(GitHubAppTokens app, PersonalGitTokens personal) {
    this.app = requireNonNull(app, "app");
    this.personal = requireNonNull(personal, "personal");
  }

  @Override
  public Optional<GitCredential> credential(ProjectId project, Owner owner, GitUrl url) {
    return app.credential(project, owner, url).or(() -> personal.credential(project, owner, url));
  }
}
