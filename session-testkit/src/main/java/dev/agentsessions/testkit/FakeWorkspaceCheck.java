package dev.agentsessions.testkit;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.Checkout;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.RepositoryWorktree;
import dev.agentsessions.workspace.WorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceProblem;
import dev.agentsessions.workspace.WorkspaceProblem.Code;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A world of the directories and branches that a test names; a branch of any name can be made from
 * one that exists. Safe from any thread.
 */
public final class FakeWorkspaceCheck implements WorkspaceCheck {
  private record Branch(String repository, String name) {}

  private final Set<Path> directories = ConcurrentHashMap.newKeySet();
  private final Set<Path> full = ConcurrentHashMap.newKeySet();
  private final Set<String> repositories = ConcurrentHashMap.newKeySet();
  private final Set<Branch> branches = ConcurrentHashMap.newKeySet();
  private final Set<Branch> used = ConcurrentHashMap.newKeySet();
  private final Map<Path, Checkout> checkouts = new ConcurrentHashMap<>();
  private final Set<SessionId> lostWorktrees = ConcurrentHashMap.newKeySet();
  private final Set<String> lostBranches = ConcurrentHashMap.newKeySet();

  @Override
  public Optional<WorkspaceProblem> ofNew(SessionKind kind) {
    return switch (kind) {
      case QuickSession quick ->
          problem(
              !directories.contains(quick.location()),
              Code.DIRECTORY_NOT_FOUND,
              "spec.location",
              "is not a directory: " + quick.location());
      case WorktreeSession worktree -> ofNew(worktree);
      case AgenticSession agentic -> {
        agentic.addresses().forEach(FakeWorkspaceCheck::checkUrl);
        yield Optional.empty();
      }
    };
  }

  @Override
  public Optional<WorkspaceProblem> ofCopy(Session source, SessionKind kind) {
    return switch (kind) {
      case QuickSession quick -> ofCopy((QuickSession) source.spec().kind(), quick.location());
      case WorktreeSession worktree ->
          ofMade(source)
              .or(
                  () ->
                      problem(
                          hasBranch(worktree),
                          Code.BRANCH_CONFLICT,
                          "branch",
                          "is there already: " + worktree.branch()));
      case AgenticSession agentic -> ofMade(source);
    };
  }

  private Optional<WorkspaceProblem> ofMade(Session source) {
    return problem(
        source.status().run().directory().isEmpty() || lostWorktrees.contains(source.id()),
        Code.DIRECTORY_NOT_FOUND,
        "workspace",
        "of its source is not there");
  }

  private Optional<WorkspaceProblem> ofCopy(QuickSession source, Path location) {
    boolean overlap =
        location.startsWith(source.location()) || source.location().startsWith(location);
    return problem(
            !directories.contains(source.location()),
            Code.DIRECTORY_NOT_FOUND,
            "workspace",
            "of its source is not there")
        .or(
            () ->
                problem(
                    overlap,
                    Code.DIRECTORY_OVERLAP,
                    "location",
                    "is in its source's directory or around it: " + location))
        .or(
            () ->
                problem(
                    full.contains(location),
                    Code.DIRECTORY_NOT_EMPTY,
                    "location",
                    "must be empty: " + location));
  }

  @Override
  public boolean hasBranch(WorktreeSession kind) {
    var branch = new Branch(kind.repository(), kind.branch());
    return branches.contains(branch) || used.contains(branch);
  }

  @Override
  public Optional<Checkout> checkout(Path directory) {
    return Optional.ofNullable(checkouts.get(directory));
  }

  /** Where branches are checked out, by directory. */
  @Override
  public List<RepositoryWorktree> worktrees(Path repository) {
    return checkouts.entrySet().stream()
        .filter(checkout -> checkout.getValue().repository().equals(repository.toString()))
        .map(
            checkout ->
                new RepositoryWorktree(
                    checkout.getKey().toString(),
                    checkout.getValue().branch(),
                    checkout.getKey().equals(repository),
                    false))
        .sorted(
            Comparator.comparing(RepositoryWorktree::main)
                .reversed()
                .thenComparing(RepositoryWorktree::directory))
        .toList();
  }

  /** A worktree that was made is there until a test takes it away. */
  @Override
  public Optional<WorkspaceProblem> of(Session session) {
    Optional<String> made = session.status().run().directory();
    if (session.spec().kind() instanceof WorktreeSession worktree && made.isPresent()) {
      String branch = session.status().run().branch().orElse(worktree.branch());
      return problem(
              lostWorktrees.contains(session.id()),
              Code.DIRECTORY_NOT_FOUND,
              "spec.repository",
              "there is no directory " + made.get())
          .or(
              () ->
                  problem(
                      lostBranches.contains(branch),
                      Code.BRANCH_NOT_FOUND,
                      "spec.branch",
                      "is gone: " + branch));
    }
    return ofNew(session.spec().kind());
  }

  @Override
  public Optional<WorkspaceProblem> ofRename(Session session, String branch) {
    return switch (session.spec().kind()) {
      case QuickSession quick -> noBranch();
      case AgenticSession agentic -> noBranch();
      case WorktreeSession worktree ->
          of(session).or(() -> ofName(new Branch(worktree.repository(), branch)));
    };
  }

  private static void checkUrl(String field, GitUrl url) {
    Invalid.check(url.scheme() == GitUrl.Scheme.HTTPS, field, "must be reached by https");
  }

  private static Optional<WorkspaceProblem> noBranch() {
    return problem(true, Code.BRANCH_FIXED, "branch", "cannot be given: there is none");
  }

  private Optional<WorkspaceProblem> ofName(Branch branch) {
    return problem(
            used.contains(branch),
            Code.BRANCH_IN_USE,
            "branch",
            "is checked out already: " + branch.name())
        .or(
            () ->
                problem(
                    branches.contains(branch),
                    Code.BRANCH_CONFLICT,
                    "branch",
                    "exists already: " + branch.name()));
  }

  private Optional<WorkspaceProblem> ofNew(WorktreeSession worktree) {
    String repository = worktree.repository();
    return problem(
            !repositories.contains(repository),
            Code.NOT_GIT_REPOSITORY,
            "spec.repository",
            "is not a repository: " + repository)
        .or(
            () ->
                problem(
                    used.contains(new Branch(repository, worktree.branch())),
                    Code.BRANCH_IN_USE,
                    "spec.branch",
                    "is checked out already: " + worktree.branch()))
        .or(() -> worktree.base().flatMap(base -> ofBase(repository, base)));
  }

  private Optional<WorkspaceProblem> ofBase(String repository, String base) {
    return problem(
        !branches.contains(new Branch(repository, base)),
        Code.BRANCH_NOT_FOUND,
        "spec.base",
        "is not a branch of " + repository + ": " + base);
  }

  public void addDirectory(Path directory) {
    directories.add(directory);
  }

  /** Somebody puts a file into a directory. */
  public void fill(Path directory) {
    full.add(directory);
  }

  public void removeDirectory(Path directory) {
    directories.remove(directory);
  }

  public void addRepository(String repository, String... branchNames) {
    repositories.add(repository);
    for (String branch : branchNames) {
      branches.add(new Branch(repository, branch));
    }
  }

  /** Somebody has it checked out. */
  public void useBranch(String repository, String branch) {
    used.add(new Branch(repository, branch));
  }

  /** Somebody has it checked out there. */
  public void useBranch(String repository, String branch, Path directory) {
    useBranch(repository, branch);
    checkouts.put(directory, new Checkout(repository, Optional.of(branch)));
  }

  /** Takes away what was made for a session. */
  public void loseWorktree(SessionId session) {
    lostWorktrees.add(session);
  }

  /** Takes a branch away from every repository, also from worktrees that were made. */
  public void loseBranch(String branch) {
    lostBranches.add(branch);
  }

  private static Optional<WorkspaceProblem> problem(
      boolean is, Code code, String field, String message) {
    return is ? Optional.of(new WorkspaceProblem(code, field, message)) : Optional.empty();
  }
}
