package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.workspace.Checkout;
import dev.agentsessions.workspace.WorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceProblem;
import dev.agentsessions.workspace.WorkspaceProblem.Code;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link WorkspaceCheck} promises. */
public interface WorkspaceCheckContract {
  /** The same one during a test. */
  WorkspaceCheck workspaceCheck();

  /** A directory that exists, and is no repository. Absolute. */
  Path directory();

  /** Another one, which is empty and not in the first one; absolute. */
  Path emptyDirectory();

  /** Makes a file in a directory. */
  void fill(Path directory);

  /** Removes {@link #directory}. */
  void removeDirectory();

  /** A repository with a branch {@code main}. */
  String repository();

  /** Checks a branch out, made if need be, in a worktree of somebody else's; where that is. */
  Path useBranch(String branch);

  /** A worktree session of {@link #repository} that rests, and whose worktree was made. */
  Session resting(WorktreeSession kind);

  /** Takes away what was made for a resting session. */
  void loseWorktree(Session session);

  /** Makes a branch in the worktree of a session and checks it out, as in its terminal. */
  void checkOut(Session session, String branch);

  /** Removes a branch from the repository, wherever it is checked out. */
  void loseBranch(String branch);

  @Test
  default void aDirectoryThatExistsWillDo() {
    var quick = new QuickSession(directory());

    assertThat(workspaceCheck().ofNew(quick)).isEmpty();
    assertThat(workspaceCheck().ofNew(quick)).isEmpty();
  }

  @Test
  @DisplayName("S-01 a directory that does not exist is told by its field")
  default void aDirectoryThatDoesNotExistIsTold() {
    Path missing = directory().resolve("no-such-directory");

    WorkspaceProblem told = problem(new QuickSession(missing));

    assertThat(told.code()).isEqualTo(Code.DIRECTORY_NOT_FOUND);
    assertThat(told.field()).isEqualTo("spec.location");
    assertThat(told.message()).contains(missing.toString());
  }

  @Test
  @DisplayName("S-10 a directory that went away no longer does")
  default void aDirectoryThatWentAwayNoLongerDoes() {
    var quick = new QuickSession(directory());
    Session resting =
        new SampleSession(new SessionId("ses-1"), ProjectId.DEFAULT, "sample")
            .kind(quick)
            .in(SessionState.STOPPED)
            .build()
            .in(directory().toString());
    assertThat(workspaceCheck().of(resting)).isEmpty();

    removeDirectory();

    assertThat(problem(quick).code()).isEqualTo(Code.DIRECTORY_NOT_FOUND);
    assertThat(workspaceCheck().of(resting)).hasValue(problem(quick));
  }

  @Test
  @DisplayName("S-01 a repository that does not exist is told by its field")
  default void aRepositoryThatDoesNotExistIsTold() {
    String missing = directory().resolve("no-such-repository").toString();

    assertThat(problem(new WorktreeSession(missing, "topic", Optional.empty())).field())
        .isEqualTo("spec.repository");
  }

  @Test
  @DisplayName("S-01 a directory that is no repository is told by its field")
  default void aDirectoryThatIsNoRepositoryIsTold() {
    WorkspaceProblem told =
        problem(new WorktreeSession(directory().toString(), "topic", Optional.empty()));

    assertThat(told.code()).isEqualTo(Code.NOT_GIT_REPOSITORY);
    assertThat(told.field()).isEqualTo("spec.repository");
    assertThat(told.message()).contains(directory().toString());
  }

  @Test
  default void aBranchCanBeMade() {
    assertThat(workspaceCheck().ofNew(worktree("topic", Optional.empty()))).isEmpty();
    assertThat(workspaceCheck().ofNew(worktree("topic", Optional.of("main")))).isEmpty();
  }

  @Test
  @DisplayName("S-01 a base that does not exist is told by its field")
  default void aBaseThatDoesNotExistIsTold() {
    WorkspaceProblem told = problem(worktree("topic", Optional.of("no-such-branch")));

    assertThat(told.code()).isEqualTo(Code.BRANCH_NOT_FOUND);
    assertThat(told.field()).isEqualTo("spec.base");
    assertThat(told.message()).contains("no-such-branch");
  }

  @Test
  @DisplayName("S-01 a branch that is checked out elsewhere is told by its field")
  default void aBranchInUseIsTold() {
    useBranch("busy");

    WorkspaceProblem told = problem(worktree("busy", Optional.empty()));

    assertThat(told.code()).isEqualTo(Code.BRANCH_IN_USE);
    assertThat(told.field()).isEqualTo("spec.branch");
  }

  @Test
  @DisplayName("S-10 a session can go on in its worktree, whatever became of the base")
  default void aSessionCanGoOnInItsWorktree() {
    Session resting = resting(worktree("topic", Optional.of("main")));
    Session withoutBase =
        new SampleSession(resting.id(), ProjectId.DEFAULT, "sample")
            .kind(worktree("topic", Optional.of("no-such-branch")))
            .build()
            .in(resting.status().run().directory().orElseThrow());

    assertThat(workspaceCheck().of(resting)).isEmpty();
    assertThat(workspaceCheck().of(withoutBase)).isEmpty();
  }

  @Test
  @DisplayName("S-10 a worktree that went away is told, and not made anew")
  default void aWorktreeThatWentAwayIsTold() {
    Session resting = resting(worktree("topic", Optional.empty()));

    loseWorktree(resting);

    assertThat(workspaceCheck().of(resting))
        .hasValueSatisfying(
            told -> {
              assertThat(told.code()).isEqualTo(Code.DIRECTORY_NOT_FOUND);
              assertThat(told.message()).contains(resting.status().run().directory().orElseThrow());
            });
  }

  @Test
  @DisplayName("S-10, S-17 a branch that went away from its worktree is told by its field")
  default void aBranchThatWentAwayIsTold() {
    Session resting = resting(worktree("topic", Optional.empty()));
    assertThat(workspaceCheck().of(resting)).isEmpty();

    loseBranch("topic");

    assertThat(workspaceCheck().of(resting))
        .hasValueSatisfying(
            told -> {
              assertThat(told.code()).isEqualTo(Code.BRANCH_NOT_FOUND);
              assertThat(told.field()).isEqualTo("spec.branch");
              assertThat(told.message()).contains("topic");
            });
  }

  @Test
  @DisplayName("S-17, G-08 the branch that is checked out by now is told when it went away")
  default void theBranchThatIsCheckedOutIsTold() {
    Session made = resting(worktree("topic", Optional.empty())).onBranch();
    checkOut(made, "mine");
    Session resting = made.following("mine");
    assertThat(workspaceCheck().of(resting)).isEmpty();
    loseBranch("topic");
    assertThat(workspaceCheck().of(resting)).as("which it has left").isEmpty();

    loseBranch("mine");

    assertThat(workspaceCheck().of(resting))
        .hasValueSatisfying(
            told -> {
              assertThat(told.code()).isEqualTo(Code.BRANCH_NOT_FOUND);
              assertThat(told.field()).isEqualTo("spec.branch");
              assertThat(told.message()).contains("mine");
            });
  }

  @Test
  @DisplayName("W-01 a branch can have a name that no other has")
  default void aBranchCanBeRenamed() {
    Session resting = resting(worktree("topic", Optional.empty()));

    assertThat(workspaceCheck().ofRename(resting, "feature/other")).isEmpty();
    assertThat(workspaceCheck().of(resting)).as("asking changes nothing").isEmpty();
  }

  @Test
  @DisplayName("W-01 a name that another branch has is told by its field")
  default void aNameThatIsTakenIsTold() {
    useBranch("busy");
    Session resting = resting(worktree("topic", Optional.empty()));

    for (String taken : List.of("main", "busy")) {
      assertThat(workspaceCheck().ofRename(resting, taken))
          .hasValueSatisfying(
              told -> {
                assertThat(told.field()).isEqualTo("branch");
                assertThat(told.code()).isIn(Code.BRANCH_IN_USE, Code.BRANCH_CONFLICT);
              });
    }
  }

  @Test
  @DisplayName("W-01 no branch is renamed where the worktree or the branch is missing")
  default void whereNothingIsNothingIsRenamed() {
    Session resting = resting(worktree("topic", Optional.empty()));
    Session quick =
        new SampleSession(new SessionId("ses-1"), ProjectId.DEFAULT, "sample")
            .kind(new QuickSession(directory()))
            .build()
            .in(directory().toString());

    loseWorktree(resting);

    assertThat(workspaceCheck().ofRename(resting, "other"))
        .hasValueSatisfying(told -> assertThat(told.code()).isEqualTo(Code.DIRECTORY_NOT_FOUND));
    assertThat(workspaceCheck().ofRename(quick, "other"))
        .hasValueSatisfying(told -> assertThat(told.code()).isEqualTo(Code.BRANCH_FIXED));
  }

  @Test
  @DisplayName("S-09 a branch is known once it was made; none is where there is no repository")
  default void aBranchIsKnownOnceItWasMade() {
    assertThat(workspaceCheck().hasBranch(worktree("main", Optional.empty()))).isTrue();
    assertThat(workspaceCheck().hasBranch(worktree("busy", Optional.empty()))).isFalse();

    useBranch("busy");

    assertThat(workspaceCheck().hasBranch(worktree("busy", Optional.empty()))).isTrue();
    String none = directory().resolve("no-such-repository").toString();
    assertThat(workspaceCheck().hasBranch(new WorktreeSession(none, "main", Optional.empty())))
        .isFalse();
  }

  @Test
  @DisplayName("S-09 files are copied to a directory that is empty, and not in or around their own")
  default void filesAreCopiedToADirectoryOfTheirOwn() {
    Session source = quick(directory());
    Path target = emptyDirectory();

    assertThat(workspaceCheck().ofCopy(source, new QuickSession(target))).isEmpty();

    for (Path around : List.of(directory(), directory().getParent())) {
      assertThat(workspaceCheck().ofCopy(source, new QuickSession(around)))
          .hasValueSatisfying(
              told -> {
                assertThat(told.code()).isEqualTo(Code.DIRECTORY_OVERLAP);
                assertThat(told.field()).isEqualTo("location");
              });
    }
    fill(target);
    assertThat(workspaceCheck().ofCopy(source, new QuickSession(target)))
        .hasValueSatisfying(
            told -> {
              assertThat(told.code()).isEqualTo(Code.DIRECTORY_NOT_EMPTY);
              assertThat(told.field()).isEqualTo("location");
            });
    removeDirectory();
    assertThat(workspaceCheck().ofCopy(source, new QuickSession(target)))
        .hasValueSatisfying(told -> assertThat(told.field()).isEqualTo("workspace"));
  }

  @Test
  @DisplayName("S-09 files of a worktree that is there are copied to a branch that is not")
  default void filesOfAWorktreeAreCopiedToANewBranch() {
    Session source = resting(worktree("topic", Optional.empty()));
    WorktreeSession copy = worktree("topic-copy", Optional.of("topic"));

    assertThat(workspaceCheck().ofCopy(source, copy)).isEmpty();

    assertThat(workspaceCheck().ofCopy(source, worktree("main", Optional.empty())))
        .hasValueSatisfying(
            told -> {
              assertThat(told.code()).isEqualTo(Code.BRANCH_CONFLICT);
              assertThat(told.field()).isEqualTo("branch");
            });
    loseWorktree(source);
    assertThat(workspaceCheck().ofCopy(source, copy))
        .hasValueSatisfying(
            told -> {
              assertThat(told.code()).isEqualTo(Code.DIRECTORY_NOT_FOUND);
              assertThat(told.field()).isEqualTo("workspace");
            });
  }

  private static Session quick(Path location) {
    return new SampleSession(new SessionId("ses-1"), ProjectId.DEFAULT, "sample")
        .kind(new QuickSession(location))
        .build()
        .in(location.toString());
  }

  @Test
  @DisplayName("P-05 what is checked out in a directory is told; nothing where there is nothing")
  default void whatIsCheckedOutIsTold() {
    Path elsewhere = useBranch("busy");

    assertThat(workspaceCheck().checkout(elsewhere))
        .hasValue(new Checkout(repository(), Optional.of("busy")));
    assertThat(workspaceCheck().checkout(directory())).isEmpty();
    assertThat(workspaceCheck().checkout(directory().resolve("no-such-directory"))).isEmpty();
  }

  private WorktreeSession worktree(String branch, Optional<String> base) {
    return new WorktreeSession(repository(), branch, base);
  }

  private WorkspaceProblem problem(SessionKind kind) {
    return workspaceCheck().ofNew(kind).orElseThrow();
  }
}
