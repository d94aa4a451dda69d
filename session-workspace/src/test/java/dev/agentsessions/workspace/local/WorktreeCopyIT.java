package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.catalog.RepositorySettings;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@NeedsGit
class WorktreeCopyIT extends CopiedFiles {
  private TestRepository engine;
  private int number;

  @BeforeEach
  void makeRepository() {
    engine = TestRepository.at(temp.resolve("engine"));
  }

  @Override
  Path root(Session session) {
    return host.worktree(session).directory();
  }

  @Override
  public Session source(Map<String, String> files) {
    Session source = host.stored(host.ready(host.session(engine, "topic-" + ++number)));
    files.forEach((path, text) -> write(source, path, text));
    return source;
  }

  @Override
  public Session copyOf(Session source) {
    String branch = ((WorktreeSession) source.spec().kind()).branch();
    return host.copyOf(
        source,
        new WorktreeSession(
            engine.path().toString(), branch + "-copy-" + ++number, Optional.of(branch)));
  }

  private TestRepository in(Session session) {
    return engine.in(root(session));
  }

  @Test
  @DisplayName("S-09 a worktree's copy is on a branch of its own, with what is staged and what not")
  void whatIsStagedIsStaged() {
    engine.write(".gitignore", "*.log\nbuild/\n");
    engine.git("add", ".gitignore");
    engine.commit("deep/file", "one");
    engine.commit("gone", "x");
    Session source = source(Map.of());
    TestRepository theirs = in(source);
    String head = theirs.commit("mine", "not on main");
    theirs.write("mine", "staged");
    theirs.git("add", "mine");
    theirs.write("mine", "and changed since");
    theirs.write("README", "not staged");
    theirs.git("rm", "--quiet", "gone");
    theirs.git("mv", "deep/file", "moved");
    theirs.write("untracked/new", "new");
    theirs.write("x.log", "ignored");
    theirs.write("build/big", "ignored");
    String status = theirs.git("status", "--porcelain=v2", "--untracked-files=all");

    Session copy = host.ready(copyOf(source));

    TestRepository ours = in(copy);
    assertThat(ours.git("rev-parse", "HEAD")).isEqualTo(head);
    assertThat(ours.git("branch", "--show-current"))
        .isEqualTo(((WorktreeSession) copy.spec().kind()).branch());
    assertThat(ours.git("status", "--porcelain=v2", "--untracked-files=all")).isEqualTo(status);
    assertThat(ours.git("diff", "--cached")).isEqualTo(theirs.git("diff", "--cached"));
    assertThat(ours.git("diff")).isEqualTo(theirs.git("diff")).isNotEmpty();
    assertThat(root(copy).resolve("x.log")).doesNotExist();
    assertThat(root(copy).resolve("build")).doesNotExist();
    assertThat(theirs.git("status", "--porcelain=v2", "--untracked-files=all")).isEqualTo(status);
  }

  private void settings(String setup) {
    host.catalog.create(
        Kind.REPOSITORY,
        ProjectId.DEFAULT,
        new Repository(
            new RepositoryId("rep-1"),
            "engine",
            engine.path(),
            new RepositorySettings(
                Map.of("COLOUR", "blue"),
                List.of(".env"),
                Optional.of(setup),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            Instant.EPOCH));
  }

  @Test
  @DisplayName("S-09 the set-up command runs in a copied worktree, once, with all files there")
  void theSetUpCommandRuns() {
    engine.write(".gitignore", "out*\n.env\n");
    engine.git("add", ".gitignore");
    engine.commit("committed", "in git");
    engine.write(".env", "of the repository");
    settings("echo $COLOUR, $(cat committed), $(cat untracked), $(cat .env) >> out");
    Session source = source(Map.of("untracked", "not in git", "committed", "changed"));
    write(source, "out", "of the source");

    Session copy = host.ready(copyOf(source));
    host.ready(copy);

    assertThat(read(copy, "out")).hasValue("blue, changed, not in git, of the repository\n");
    assertThat(read(source, "out")).hasValue("of the source");
    assertThat(in(copy).git("status", "--porcelain"))
        .isEqualTo(in(source).git("status", "--porcelain"));
  }

  @Test
  @DisplayName("S-09 a set-up command that fails in a copied worktree fails the clone")
  void aSetUpCommandThatFails() {
    Session source = source(Map.of("untracked", "x"));
    settings("test -e untracked && exit 3");
    Session copy = copyOf(source);

    assertThat(host.settle(copy))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(new Reason("SetupFailed")));
    assertThat(host.release(copy, Retention.KEEP)).isEqualTo(Release.DONE);
    assertThat(host.worktree(copy).folder()).doesNotExist();
    assertThat(engine.branches()).noneMatch(branch -> branch.contains("-copy-"));
    assertThat(read(source, "untracked")).hasValue("x");
  }

  @Test
  @DisplayName("S-09 a conflict comes with its marks, and what is under way stays in the source")
  void aConflictComesWithItsMarks() {
    Session source = source(Map.of());
    TestRepository theirs = in(source);
    theirs.commit("README", "theirs");
    engine.commit("README", "on main");
    theirs.tries("merge", "main");
    assertThat(theirs.git("status", "--porcelain")).contains("UU README");

    Session copy = host.ready(copyOf(source));

    assertThat(read(copy, "README").orElseThrow()).contains("<<<<<<<", "theirs", "on main");
    assertThat(in(copy).git("rev-parse", "HEAD")).isEqualTo(theirs.git("rev-parse", "HEAD"));
    in(copy).git("add", "--all");
  }

  @Test
  @DisplayName(
      "S-09 a commit that is checked out, and files left out by a sparse checkout, are kept")
  void aDetachedSparseWorktreeIsCopied() {
    engine.commit("in/file", "1");
    engine.commit("out/file", "2");
    Session source = source(Map.of());
    TestRepository theirs = in(source);
    theirs.git("switch", "--quiet", "--detach");
    String head = theirs.commit("in/more", "3");
    theirs.git("sparse-checkout", "set", "in");
    assertThat(root(source).resolve("out")).doesNotExist();

    Session copy = host.ready(copyOf(source));

    assertThat(in(copy).git("rev-parse", "HEAD")).isEqualTo(head);
    assertThat(root(copy).resolve("out")).doesNotExist();
    assertThat(in(copy).git("status", "--porcelain")).isEmpty();
  }

  @Test
  @DisplayName("S-09 a branch that was made meanwhile fails the clone, and stays")
  void aBranchThatIsThereFailsTheClone() {
    Session source = source(Map.of("notes", "mine"));
    Session copy = copyOf(source);
    engine.git("branch", ((WorktreeSession) copy.spec().kind()).branch());

    assertThat(host.settle(copy))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(new Reason("BranchConflict")));
    assertThat(host.release(copy, Retention.KEEP)).isEqualTo(Release.DONE);
    assertThat(host.worktree(copy).folder()).doesNotExist();
    assertThat(engine.branches()).contains(((WorktreeSession) copy.spec().kind()).branch());
  }

  @Test
  @DisplayName("S-09 an index that is a pipe fails the clone, and nobody waits for it")
  void anIndexThatIsAPipeFailsTheClone() {
    Session source = source(Map.of("notes", "mine"));
    Path index =
        Path.of(in(source).git("rev-parse", "--path-format=absolute", "--git-dir"))
            .resolve("index");
    Trees.delete(index);
    LocalWorkspace.makePipe(index);

    assertThat(host.settle(copyOf(source)))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.COPY_FAILED));
  }

  @Test
  @DisplayName("S-09 a source whose worktree is gone fails the clone, and nothing of it stays")
  void aSourceThatIsGoneFailsTheClone() {
    Session source = source(Map.of("notes", "mine"));
    Trees.delete(root(source));
    Session copy = copyOf(source);

    assertThat(host.settle(copy))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.COPY_FAILED));
    assertThat(host.release(copy, Retention.KEEP)).isEqualTo(Release.DONE);
    assertThat(Files.exists(host.worktree(copy).folder())).isFalse();
    assertThat(engine.branches()).noneMatch(branch -> branch.contains("-copy-"));
  }
}
