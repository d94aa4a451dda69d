package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.DiffBase;
import dev.agentsessions.workspace.GitBranches;
import dev.agentsessions.workspace.GitChange;
import dev.agentsessions.workspace.GitChange.Kind;
import dev.agentsessions.workspace.GitDiff;
import dev.agentsessions.workspace.GitFileDiff;
import dev.agentsessions.workspace.GitStatus;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.MergeStatus;
import dev.agentsessions.workspace.WorkspaceGit;
import dev.agentsessions.workspace.WorkspaceRepository;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks at repositories of this machine by the git program. */
final class LocalWorkspaceGit implements WorkspaceGit {
  private static final int MAX_CONTEXT = 10_000;
  private static final String REMOTES = "refs/remotes/";

  private final GitPlaces places;

  @Inject
  LocalWorkspaceGit(GitPlaces places) {
    this.places = requireNonNull(places, "places");
  }

  @Override
  public GitStatus status(WorkspaceRepository repository) {
    return places
        .find(repository)
        .map(tree -> places.with(tree, LocalWorkspaceGit::status))
        .orElse(GitStatus.NONE);
  }

  private static GitStatus status(SealedGit git) {
    WorkState state = WorkState.in(git);
    Map<String, GitChange> changes = new LinkedHashMap<>();
    if (!state.tracked().isEmpty()) {
      String head = git.commit("HEAD").orElseGet(git::emptyTree);
      changes.putAll(LineCounts.ofTracked(git, head, state.tracked().keySet()));
      changes.keySet().retainAll(state.tracked().keySet());
    }
    add(changes, LineCounts.ofUntracked(git, state.files()));
    return new GitStatus(
        true,
        git.branch(),
        remoteUrl(git),
        count(changes, Kind.ADDED),
        count(changes, Kind.REMOVED),
        changes.size(),
        changes.values().stream().mapToLong(GitChange::added).sum(),
        changes.values().stream().mapToLong(GitChange::removed).sum(),
        state.ahead(),
        state.behind());
  }

  /** Without credentials; what is no URL of ours is not told at all. */
  private static Optional<String> remoteUrl(SealedGit git) {
    return git.configuration()
        .value("remote.origin.url")
        .flatMap(GitUrl::ofConfigured)
        .map(GitUrl::toString);
  }

  private static int count(Map<String, GitChange> changes, Kind kind) {
    return (int) changes.values().stream().filter(change -> change.kind() == kind).count();
  }

  /** A file that git was told to forget, and that is still there, is removed and new: changed. */
  private static void add(Map<String, GitChange> changes, Map<String, GitChange> untracked) {
    untracked.forEach(
        (path, change) ->
            changes.merge(
                path,
                change,
                (was, is) ->
                    new GitChange(
                        is.path(),
                        Kind.MODIFIED,
                        is.added(),
                        was.removed(),
                        was.binary() || is.binary())));
  }

  @Override
  public GitDiff diff(WorkspaceRepository repository, DiffBase base) {
    return places.with(repository, git -> diff(git, repository.session(), base));
  }

  private static GitDiff diff(SealedGit git, Session session, DiffBase base) {
    String commit = Bases.resolve(git, session, base);
    Map<String, GitChange> changes = new TreeMap<>(changes(git, commit, List.of()));
    Collection<GitChange> all = changes.values();
    return new GitDiff(
        commit,
        all.stream().limit(GitDiff.MAX_FILES).toList(),
        all.size(),
        all.stream().mapToLong(GitChange::added).sum(),
        all.stream().mapToLong(GitChange::removed).sum());
  }

  /**
   * By their paths, one character a byte.
   *
   * @param only empty: all
   */
  private static Map<String, GitChange> changes(SealedGit git, String base, List<String> only) {
    // Both look at every file there is, so they look at the same time.
    try (var beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<String>> untracked = beside.submit(() -> untracked(git, only));
      Map<String, GitChange> changes = LineCounts.ofTracked(git, base, only);
      add(changes, LineCounts.ofUntracked(git, untracked.get()));
      return changes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GitFailure("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof GitFailure failure ? failure : new IllegalStateException(e);
    }
  }

  private static List<String> untracked(SealedGit git, List<String> only) {
    GitCommand command = GitCommand.of("ls-files", "--others", "--exclude-standard", "-z", "--");
    for (String path : only) {
      command = command.file(GitPaths.shown(path));
    }
    GitOutput files = git.run(git.longCall(command).tellingPaths());
    files.orThrow();
    return files.items().stream().filter(path -> !path.isEmpty() && !path.endsWith("/")).toList();
  }

  @Override
  public GitFileDiff diff(WorkspaceRepository repository, DiffBase base, String path, int context) {
    GitPaths.check(path);
    Invalid.check(context >= 0 && context <= MAX_CONTEXT, "context", "must be 0.." + MAX_CONTEXT);
    return places.with(
        repository,
        git -> {
          String commit = Bases.resolve(git, repository.session(), base);
          GitChange change =
              Optional.ofNullable(
                      changes(git, commit, List.of(GitPaths.bytes(path))).get(GitPaths.bytes(path)))
                  .orElseThrow(
                      () -> new SessionException.NotFound("a difference in the file " + path));
          GitOutput patch = patch(git, commit, change, context);
          patch.orThrow();
          return new GitFileDiff(
              commit, change, change.binary() ? "" : patch.text(), patch.whole());
        });
  }

  private static GitOutput patch(SealedGit git, String base, GitChange change, int context) {
    GitOutput tracked = patch(git, GitCommand.of("diff"), base, change, context, false);
    return tracked.text().isEmpty() && tracked.succeeded()
        // Git does not know it: an index aside does.
        ? patch(
            git, GitCommand.of("diff-index", "--cached"), git.emptyTree(), change, context, true)
        : tracked;
  }

  private static GitOutput patch(
      SealedGit git, GitCommand diff, String base, GitChange change, int context, boolean aside) {
    GitCommand command =
        diff.and(
                "--patch",
                "--unified=" + context,
                "--no-renames",
                "--no-ext-diff",
                "--no-textconv",
                "--no-color",
                "--ignore-submodules=dirty")
            .value(base)
            .and("--")
            .file(change.path());
    GitCall call = git.longCall(command).keeping(GitFileDiff.MAX_PATCH);
    return git.run(aside ? git.aside(call) : call);
  }

  @Override
  public GitBranches branches(WorkspaceRepository repository) {
    return places.with(
        repository,
        git -> {
          GitOutput refs =
              git.run(
                  git.call(
                          GitCommand.of("for-each-ref", "--format=%(refname)")
                              .value(CheckedOut.BRANCHES)
                              .value(REMOTES))
                      .keeping(32 << 20));
          List<String> names = refs.orThrow().lines().toList();
          return new GitBranches(
              git.branch(),
              below(names, CheckedOut.BRANCHES),
              below(names, REMOTES).stream().filter(name -> !name.endsWith("/HEAD")).toList());
        });
  }

  private static List<String> below(List<String> names, String folder) {
    return names.stream()
        .filter(name -> name.startsWith(folder))
        .map(name -> name.substring(folder.length()))
        .toList();
  }

  @Override
  public MergeStatus mergeStatus(WorkspaceRepository repository, String with) {
    Invalid.check(WorktreeSession.isBranch(with), "with", "must name a branch");
    return places.with(repository, git -> mergeStatus(git, with));
  }

  private static MergeStatus mergeStatus(SealedGit git, String with) {
    String other =
        git.commit(CheckedOut.BRANCHES + with)
            .or(() -> git.commit(REMOTES + with))
            .orElseThrow(() -> new Unsatisfied("with", "is no branch: " + with));
    String head =
        git.commit("HEAD")
            .orElseThrow(() -> new Unsatisfied("workspace", "has nothing committed yet"));
    return new MergeStatus(
        with, conflicts(git, head, other), count(git, other, head), count(git, head, other));
  }

  /** Commits that a branch has and another lacks. */
  private static long count(SealedGit git, String without, String in) {
    return Long.parseLong(
        git.run(GitCommand.of("rev-list", "--count").value(in).value("^" + without)).orThrow());
  }

  /** What it writes goes aside, so nothing of the repository changes. */
  private static List<String> conflicts(SealedGit git, String head, String other) {
    GitCommand merge =
        GitCommand.of(
                "merge-tree",
                "--write-tree",
                "-z",
                "--name-only",
                "--no-messages",
                "--allow-unrelated-histories")
            .value(head)
            .value(other);
    GitOutput merged = git.run(git.aside(git.longCall(merge)).tellingPaths());
    boolean conflicting = merged.status() == 1;
    if (!conflicting) {
      merged.orThrow();
      return List.of();
    }
    // First the tree, then each file once.
    return merged.items().stream()
        .skip(1)
        .filter(path -> !path.isEmpty())
        .map(GitPaths::shown)
        .sorted()
        .toList();
  }
}
