package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.CloneProgress;
import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Speaks with remote repositories, with a credential where somebody has one (G-05). Safe for many
 * threads.
 */
final class RemoteExchange {
  /** Git's words for: it would ask somebody, and nobody is there. */
  private static final String ASKED = "fatal: could not read Username for ";

  private final GitProgram git;
  private final GitConfig config;
  private final GitTokens tokens;

  @Inject
  RemoteExchange(GitProgram git, GitConfig config, GitTokens tokens) {
    this.git = requireNonNull(git, "git");
    this.config = requireNonNull(config, "config");
    this.tokens = requireNonNull(tokens, "tokens");
  }

  /** Whether a repository may be reached so. */
  boolean allows(GitUrl url) {
    return config.remotes().contains(url.scheme());
  }

  /**
   * @throws Invalid for the field, if a repository may not be reached so
   */
  void check(String field, GitUrl url) {
    Invalid.check(
        allows(url), field, "must be reached by one of " + config.protocols().replace(":", ", "));
  }

  /** What an owner has for a server, if that is asked for any. */
  Optional<GitCredential> of(ProjectId project, Owner owner, GitUrl url) {
    return url.scheme() == GitUrl.Scheme.HTTPS || url.scheme() == GitUrl.Scheme.HTTP
        ? tokens.credential(project, owner, url)
        : Optional.empty();
  }

  /**
   * Runs a git that speaks with a remote.
   *
   * @param folder that nobody else may enter, for as long as this takes
   * @throws Invalid if the remote asks for a credential and there is none
   */
  GitOutput run(GitCall call, Path folder, GitUrl url, Optional<GitCredential> credential) {
    if (credential.isEmpty()) {
      GitOutput output =
          git.run(url.scheme() == GitUrl.Scheme.SSH ? config.ssh().with(call) : call);
      if (output.error().contains(ASKED)) {
        throw GitTokens.missing(url);
      }
      return output;
    }
    try (var server = CredentialServer.in(folder, url, credential.get())) {
      return git.run(server.asking(call));
    }
  }

  /**
   * Clones a repository with everything that can be fetched of it.
   *
   * @param branch to check out; absent: no file is
   * @param directory that is empty
   * @param credentials asked just before
   * @param progress told how far it is; what it throws ends git
   * @throws GitFailure if git cannot, or the remote refuses
   */
  void cloneInto(
      Path directory,
      GitUrl url,
      Optional<String> branch,
      Function<GitUrl, Optional<GitCredential>> credentials,
      Consumer<CloneProgress> progress) {
    GitCommand clone =
        GitCommand.of(
            "clone", "--progress", "--template=", "--origin=origin", "--no-recurse-submodules");
    GitCall call =
        GitCall.of(
                directory,
                branch
                    .map(name -> clone.and("--branch").value(name))
                    .orElseGet(() -> clone.and("--no-checkout"))
                    .and("--")
                    .value(url.toString())
                    .value(directory.toString()),
                config.cloneLimit())
            .telling(progress);
    try {
      Path folder = ScratchFolders.create();
      try {
        run(call, folder, url, credentials.apply(url)).orThrow();
      } finally {
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
