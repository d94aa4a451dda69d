package dev.agentsessions.workspace.local;

import dev.agentsessions.host.HighestFences;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl.Scheme;
import java.nio.file.Path;
import java.util.EnumSet;

/** The git of one host, as the module wires it; usually it reaches remotes in every way. */
final class LocalGit {
  final LocalWorkspaceGit looks;
  final LocalGitChanges changes;

  LocalGit(Path data) {
    this(data, GitTokens.NONE, Pauses.REAL);
  }

  LocalGit(Path data, GitTokens tokens, Pauses pauses) {
    this(data, GitConfig.USUAL.reaching(EnumSet.allOf(Scheme.class)), tokens, pauses);
  }

  LocalGit(Path data, GitConfig config, GitTokens tokens, Pauses pauses) {
    var git = new GitProgram(config);
    var places = new GitPlaces(WorkspaceConfig.at(data), git);
    looks = new LocalWorkspaceGit(places);
    changes =
        new LocalGitChanges(
            places,
            new HighestFences(),
            new RemoteExchange(git, config, tokens),
            config,
            new LockedOut(pauses));
  }
}
