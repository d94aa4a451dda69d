package dev.agentsessions.content;

import dev.agentsessions.catalog.ProtectedBranches;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspaceRepository;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * As a host said last, which knows the project and its listed repositories; the usual ones of a
 * place that none spoke of. Safe for many threads.
 */
final class ToldBranches implements ProtectedBranches {
  private volatile Map<GitUrl, List<String>> told = Map.of();

  @Inject
  ToldBranches() {}

  void are(Map<GitUrl, List<String>> branches) {
    told = Map.copyOf(branches);
  }

  @Override
  public List<String> of(WorkspaceRepository repository) {
    return repository
        .source()
        .map(SourceRepository::url)
        .map(this::of)
        .orElse(ProjectSettings.USUALLY_PROTECTED);
  }

  @Override
  public List<String> of(ProjectId project, GitUrl remote) {
    return of(remote);
  }

  private List<String> of(GitUrl remote) {
    return told.getOrDefault(remote, ProjectSettings.USUALLY_PROTECTED);
  }
}
