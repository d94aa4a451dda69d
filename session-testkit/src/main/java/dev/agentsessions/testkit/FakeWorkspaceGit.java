package dev.agentsessions.testkit;

import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HighestFences;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.workspace.CommitOrder;
import dev.agentsessions.workspace.DiffBase;
import dev.agentsessions.workspace.GitBranches;
import dev.agentsessions.workspace.GitChange;
import dev.agentsessions.workspace.GitChange.Kind;
import dev.agentsessions.workspace.GitDiff;
import dev.agentsessions.workspace.GitException;
import dev.agentsessions.workspace.GitFileDiff;
import dev.agentsessions.workspace.GitStatus;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.MergeStatus;
import dev.agentsessions.workspace.PullResult;
import dev.agentsessions.workspace.PushResult;
import dev.agentsessions.workspace.WorkspaceGit;
import dev.agentsessions.workspace.WorkspaceGitChanges;
import dev.agentsessions.workspace.WorkspaceRepository;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One repository on the branch {@code topic}, in which the file {@code README} has one more line
 * than any base, whatever session asks. It notes what it was told, and fails as a test says. Safe
 * from any thread.
 */
public final class FakeWorkspaceGit implements WorkspaceGit, WorkspaceGitChanges {
  private static final String COMMIT = "c0ffee".repeat(6) + "c0ff";
  private static final GitChange README = new GitChange("README", Kind.MODIFIED, 1, 0, false);

  private final HighestFences fences = new HighestFences();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> branches = new CopyOnWriteArrayList<>(List.of("main", "topic"));
  private final AtomicReference<Optional<RuntimeException>> failure =
      new AtomicReference<>(Optional.empty());

  /** The next change fails so, and only that. */
  public void failNext(RuntimeException next) {
    failure.set(Optional.of(next));
  }

  /** The changes it was told to make, and the bases it was asked about, in order. */
  public List<String> told() {
    return List.copyOf(told);
  }

  @Override
  public GitStatus status(WorkspaceRepository repository) {
    checkName(repository);
    return new GitStatus(
        true,
        Optional.of("topic"),
        Optional.of("https://example.org/engine.git"),
        0,
        0,
        1,
        1,
        0,
        OptionalLong.of(2),
        OptionalLong.of(0));
  }

  @Override
  public GitDiff diff(WorkspaceRepository repository, DiffBase base) {
    checkName(repository);
    told.add("diff " + base);
    return new GitDiff(COMMIT, List.of(README), 1, 1, 0);
  }

  @Override
  public GitFileDiff diff(WorkspaceRepository repository, DiffBase base, String path, int context) {
    checkName(repository);
    told.add("diff " + base + " " + path + " " + context);
    if (!path.equals(README.path())) {
      throw new NotFound("a difference in the file " + path);
    }
    return new GitFileDiff(COMMIT, README, "@@ -1 +1,2 @@\n hello\n+world\n", true);
  }

  @Override
  public GitBranches branches(WorkspaceRepository repository) {
    checkName(repository);
    return new GitBranches(
        Optional.of("topic"), branches.stream().sorted().toList(), List.of("origin/main"));
  }

  @Override
  public MergeStatus mergeStatus(WorkspaceRepository repository, String with) {
    checkName(repository);
    return new MergeStatus(with, List.of("README"), 1, 1);
  }

  @Override
  public void createBranch(
      WorkspaceRepository repository, Fence fence, String name, Optional<String> from) {
    change(repository, fence, "branch " + name + from.map(start -> " from " + start).orElse(""));
    if (branches.contains(name)) {
      throw new AlreadyExists("name", name, "a branch");
    }
    branches.add(name);
  }

  @Override
  public PushResult push(WorkspaceRepository repository, Fence fence, CommitOrder order) {
    change(repository, fence, "push " + order);
    if (order.protectedBranches().contains("topic")) {
      throw new GitException.ProtectedBranch("topic");
    }
    String branch = order.output().map(SourceRepository.Output::branch).orElse("topic");
    return new PushResult(branch, Optional.of(COMMIT), true);
  }

  @Override
  public PullResult pull(WorkspaceRepository repository, Fence fence) {
    change(repository, fence, "pull");
    return new PullResult("topic", COMMIT, false);
  }

  @Override
  public void configureRemote(WorkspaceRepository repository, Fence fence, GitUrl url) {
    change(repository, fence, "remote " + url);
  }

  @Override
  public PushResult synchronize(WorkspaceRepository repository, Fence fence, CommitOrder order) {
    change(repository, fence, "synchronize");
    return new PushResult("topic", Optional.empty(), false);
  }

  @Override
  public void abandon(WorkspaceRepository repository, Fence fence) {
    change(repository, fence, "abandon");
  }

  private void change(WorkspaceRepository repository, Fence fence, String what) {
    fences.admit(repository.session().id(), fence);
    checkName(repository);
    failure
        .getAndSet(Optional.empty())
        .ifPresent(
            next -> {
              throw next;
            });
    told.add(what);
  }

  private static void checkName(WorkspaceRepository repository) {
    repository
        .name()
        .ifPresent(
            name -> {
              throw new NotFound("repository " + name);
            });
  }
}
