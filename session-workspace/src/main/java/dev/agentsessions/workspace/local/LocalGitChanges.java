package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.Striped;
import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HighestFences;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.SourceRepository.Output;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.CommitOrder;
import dev.agentsessions.workspace.GitException;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.PullResult;
import dev.agentsessions.workspace.PushResult;
import dev.agentsessions.workspace.WorkspaceGitChanges;
import dev.agentsessions.workspace.WorkspaceRepository;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;

/** Changes repositories of this machine by the git program. */
final class LocalGitChanges implements WorkspaceGitChanges {
  private final GitPlaces places;
  private final HighestFences fences;
  private final RemoteExchange remotes;
  private final GitConfig config;
  private final LockedOut lockedOut;

  /** Guard a repository against a second change of ours; held while git runs. */
  private final Striped<Lock> repositories = Striped.lazyWeakLock(64);

  @Inject
  LocalGitChanges(
      GitPlaces places,
      HighestFences fences,
      RemoteExchange remotes,
      GitConfig config,
      LockedOut lockedOut) {
    this.places = requireNonNull(places, "places");
    this.fences = requireNonNull(fences, "fences");
    this.remotes = requireNonNull(remotes, "remotes");
    this.config = requireNonNull(config, "config");
    this.lockedOut = requireNonNull(lockedOut, "lockedOut");
  }

  @Override
  public void createBranch(
      WorkspaceRepository repository, Fence fence, String name, Optional<String> from) {
    WorktreeSession.checkBranch("name", name);
    Invalid.check(
        from.filter(text -> text.startsWith("-") || text.chars().anyMatch(each -> each <= ' '))
            .isEmpty(),
        "from",
        "must name a branch, a tag or a commit");
    change(
        repository,
        fence,
        git -> {
          String ref = CheckedOut.BRANCHES + name;
          String start =
              git.commit(from.orElse("HEAD"))
                  .orElseThrow(
                      () -> new Unsatisfied("from", "is no branch, tag or commit: " + from));
          if (git.commit(ref).isPresent()) {
            throw new AlreadyExists("name", name, "a branch");
          }
          GitOutput made =
              lockedOut.run(
                  git,
                  git.call(
                      GitCommand.of("update-ref", "--create-reflog", "-m", "branch: created")
                          .value(ref)
                          .value(start)
                          .value(""))); // must not exist
          if (!made.succeeded()) {
            throw new Unsatisfied("name", "cannot be given: " + made.complaint());
          }
          return made;
        });
  }

  @Override
  public PushResult push(WorkspaceRepository repository, Fence fence, CommitOrder order) {
    return change(
        repository,
        fence,
        git -> {
          GitRemote remote = remote(git, repository);
          if (order.output().isPresent()) {
            return push(git, remote, order, order.output().get());
          }
          String branch = pushable(git, "a push", order);
          remote.checkCanPush();
          Optional<String> committed = new Committing(git, lockedOut, config).all("a push", order);
          return new PushResult(branch, committed, remote.push(branch));
        });
  }

  private PushResult push(SealedGit git, GitRemote remote, CommitOrder order, Output output) {
    String unused = branch(git, "a push");
    checkUnprotected(order, output.branch());
    remotes.check("remote", output.url());
    Optional<String> committed = new Committing(git, lockedOut, config).all("a push", order);
    return new PushResult(output.branch(), committed, remote.push(output.url(), output.branch()));
  }

  @Override
  public PushResult synchronize(WorkspaceRepository repository, Fence fence, CommitOrder order) {
    return change(
        repository,
        fence,
        git -> {
          String branch = pushable(git, "a synchronization", order);
          GitRemote remote = remote(git, repository);
          remote.checkCanPush();
          var committing = new Committing(git, lockedOut, config);
          Optional<String> committed = committing.all("a synchronization", order);
          remote
              .fetch("a synchronization", branch)
              .filter(theirs -> !isIn(git, theirs, "HEAD"))
              .ifPresent(theirs -> committing.rebase(theirs, order));
          return new PushResult(branch, committed, remote.push(branch));
        });
  }

  private static String pushable(SealedGit git, String what, CommitOrder order) {
    String branch = branch(git, what);
    checkUnprotected(order, branch);
    return branch;
  }

  private static void checkUnprotected(CommitOrder order, String branch) {
    if (order.protectedBranches().contains(branch)) {
      throw new GitException.ProtectedBranch(branch);
    }
  }

  @Override
  public PullResult pull(WorkspaceRepository repository, Fence fence) {
    return change(repository, fence, git -> pull(git, remote(git, repository)));
  }

  private PullResult pull(SealedGit git, GitRemote remote) {
    String what = "a pull";
    String branch = branch(git, what);
    if (!WorkState.in(git).tracked().isEmpty()) {
      throw new GitException.WrongState(what, "something is not committed");
    }
    String theirs =
        remote
            .fetch(what, branch)
            .orElseThrow(
                () -> new GitException.WrongState(what, "the remote has no branch " + branch));
    Optional<String> head = git.commit("HEAD");
    if (head.isPresent() && isIn(git, theirs, "HEAD")) {
      return new PullResult(branch, head.get(), false);
    }
    if (head.isPresent() && !isIn(git, "HEAD", theirs)) {
      throw new GitException.WrongState(what, "both sides have commits, synchronize instead");
    }
    GitOutput merged =
        lockedOut.run(
            git,
            git.longCall(
                GitCommand.of("merge", "--ff-only", "--no-stat", "--quiet").value(theirs)));
    if (!merged.succeeded()) {
      throw new GitException.WrongState(what, merged.complaint());
    }
    return new PullResult(branch, theirs, true);
  }

  /** Whether a commit's history has another. */
  private static boolean isIn(SealedGit git, String commit, String history) {
    return git.run(GitCommand.of("merge-base", "--is-ancestor").value(commit).value(history))
        .succeeded();
  }

  @Override
  public void configureRemote(WorkspaceRepository repository, Fence fence, GitUrl url) {
    remotes.check("url", url);
    fences.admit(repository.session().id(), fence);
    if (repository.session().spec().kind() instanceof QuickSession
        && places.find(repository).isEmpty()) {
      makeRepository(places.directory(repository));
    }
    change(
        repository,
        fence,
        git -> {
          if (git.configuration().value("remote.origin.url").isPresent()) {
            git.forget("remote.origin");
          }
          git.configure("remote.origin.url", url.toString());
          git.configure("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
          return url;
        });
  }

  private void makeRepository(Path directory) {
    if (Files.exists(directory.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
      throw new Unsatisfied("workspace", "has something else in place of a repository");
    }
    places.makeRepository(directory);
  }

  @Override
  public void abandon(WorkspaceRepository repository, Fence fence) {
    change(
        repository,
        fence,
        git -> {
          lockedOut.run(git, git.longCall(GitCommand.of("reset", "--hard", "--quiet"))).orThrow();
          return git.run(git.longCall(GitCommand.of("clean", "-f", "-d", "--quiet"))).orThrow();
        });
  }

  private GitRemote remote(SealedGit git, WorkspaceRepository repository) {
    return new GitRemote(git, repository.session(), remotes);
  }

  private static String branch(SealedGit git, String what) {
    return git.branch()
        .orElseThrow(() -> new GitException.WrongState(what, "no branch is checked out"));
  }

  private <T> T change(WorkspaceRepository repository, Fence fence, Function<SealedGit, T> work) {
    fences.admit(repository.session().id(), fence);
    return places.with(
        repository,
        git -> {
          Lock lock = repositories.get(git.tree().common());
          try {
            if (!lock.tryLock(config.limit().toMillis(), TimeUnit.MILLISECONDS)) {
              throw new Unavailable("another change of the repository is under way", null);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted", e);
          }
          try {
            fences.admit(repository.session().id(), fence);
            return work.apply(git);
          } finally {
            lock.unlock();
          }
        });
  }
}
