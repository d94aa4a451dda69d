package dev.agentsessions.examples.console;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.examples.program.Arguments;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.GitUrl.Scheme;
import dev.agentsessions.workspace.WorkspacePath;
import dev.agentsessions.workspace.local.GitConfig;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The part of the command line that says which remotes git may reach, and whose workflows are
 * offered.
 *
 * @param remotes how remotes may be reached
 * @param workflows the folder of a repository whose folders are workflows
 */
record GitOptions(Set<Scheme> remotes, Optional<ActiveWorkflow> workflows) {
  private static final String FILE_REMOTES = "--allow-file-remotes";
  private static final String WORKFLOWS = "--workflows";
  private static final String BRANCH = "--workflows-branch";
  private static final String FOLDER = "--workflows-folder";

  static final Set<String> NAMES = Set.of(FILE_REMOTES, WORKFLOWS, BRANCH, FOLDER);

  /** Those without a value. */
  static final Set<String> FLAGS = Set.of(FILE_REMOTES);

  GitOptions {
    remotes = Set.copyOf(remotes);
    requireNonNull(workflows, "workflows");
  }

  /** What is wrong is one of the arguments' problems, and left out. */
  static GitOptions of(Arguments arguments) {
    Set<Scheme> remotes = EnumSet.copyOf(GitConfig.USUAL.remotes());
    if (arguments.has(FILE_REMOTES)) {
      remotes.add(Scheme.FILE);
    }
    return new GitOptions(remotes, workflows(arguments, remotes));
  }

  private static Optional<ActiveWorkflow> workflows(Arguments arguments, Set<Scheme> remotes) {
    if (!arguments.has(WORKFLOWS)) {
      List.of(BRANCH, FOLDER).stream()
          .filter(arguments::has)
          .forEach(option -> arguments.problem(option + " is for --workflows only"));
      return Optional.empty();
    }
    WorkspacePath folder = arguments.get(FOLDER, WorkspacePath.ROOT, GitOptions::folder);
    String branch = arguments.get(BRANCH, SourceRepository.USUAL_BRANCH, GitOptions::branch);
    return url(arguments, remotes).map(url -> new ActiveWorkflow(url, branch, folder));
  }

  /** Wrong ones are not shown: they may hold a password. */
  private static Optional<GitUrl> url(Arguments arguments, Set<Scheme> remotes) {
    try {
      GitUrl url = GitUrl.parse(arguments.get(WORKFLOWS, "", text -> text));
      if (remotes.contains(url.scheme())) {
        return Optional.of(url);
      }
      arguments.problem(
          WORKFLOWS + " must be reached by https or ssh, or by file with " + FILE_REMOTES);
    } catch (IllegalArgumentException e) {
      arguments.problem(WORKFLOWS + " must be the address of a repository: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static String branch(String text) {
    try {
      WorktreeSession.checkBranch(BRANCH, text);
      return text;
    } catch (Invalid e) {
      throw new IllegalArgumentException("must be the name of a branch", e);
    }
  }

  private static WorkspacePath folder(String text) {
    try {
      return ActiveWorkflow.path(text);
    } catch (Invalid e) {
      throw new IllegalArgumentException("must be a folder of that repository", e);
    }
  }

  /** The usual workspaces, with these options. */
  WorkspaceConfig in(WorkspaceConfig usual) {
    return new WorkspaceConfig(
        usual.worktrees(),
        usual.git().reaching(remotes),
        usual.commandLimit(),
        workflows,
        usual.parallel());
  }
}
