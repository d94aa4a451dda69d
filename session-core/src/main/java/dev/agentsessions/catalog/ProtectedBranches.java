package dev.agentsessions.catalog;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspaceRepository;
import java.util.List;

/** The branches that nothing is pushed to (G-03). Safe for many threads. */
public interface ProtectedBranches {
  /** For pushes to where a workspace's repository comes from. */
  List<String> of(WorkspaceRepository repository);

  /** For pushes to a remote. */
  List<String> of(ProjectId project, GitUrl remote);
}
