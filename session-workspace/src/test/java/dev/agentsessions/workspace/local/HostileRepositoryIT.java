package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.testkit.workspace.GitWorld;
import dev.agentsessions.workspace.DiffBase;
import dev.agentsessions.workspace.GitChange;
import dev.agentsessions.workspace.GitStatus;
import dev.agentsessions.workspace.WorkspaceGit;
import dev.agentsessions.workspace.WorkspaceRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that somebody prepared to run a program when they are looked at; none does. */
@NeedsGit
class HostileRepositoryIT {
  @TempDir Path temp;
  private GitWorld world;
  private Path here;
  private Path evil;
  private Path ran;

  @BeforeEach
  void prepare() {
    world = new GitWorlds(temp).next();
    here = ((TestRepository) world.here()).path();
    ran = temp.resolve("ran");
    evil = Script.at(temp.resolve("evil"), "echo \"$0 $*\" >> " + ran, "cat");
    world.here().git("checkout", "--quiet", "-b", "work");
    world.here().commit("file.txt", "ours\n");
    world.here().git("checkout", "--quiet", "-b", "other", "main");
    world.here().commit("file.txt", "theirs\n");
    world.here().git("checkout", "--quiet", "work");
  }

  @AfterEach
  void nothingRan() {
    lookAtEverything();

    assertThat(ran).doesNotExist();
  }

  private WorkspaceGit git() {
    var config = WorkspaceConfig.at(temp);
    return new LocalWorkspaceGit(new GitPlaces(config, new GitProgram(config.git())));
  }

  private WorkspaceRepository repository() {
    return WorkspaceRepository.of(world.session());
  }

  private void lookAtEverything() {
    world.here().write("file.txt", "ours\nand more\n");
    world.here().write("new.txt", "new\n");

    assertThat(git().status(repository()).uncommittedFiles()).isGreaterThanOrEqualTo(2);
    assertThat(git().diff(repository(), DiffBase.HEAD).files())
        .extracting(GitChange::path)
        .contains("file.txt", "new.txt");
    assertThat(git().diff(repository(), DiffBase.HEAD, "file.txt", 3).patch())
        .contains("+and more");
    assertThat(git().diff(repository(), DiffBase.HEAD, "new.txt", 3).patch()).contains("+new");
    assertThat(git().branches(repository()).local()).contains("other", "work");
    assertThat(git().mergeStatus(repository(), "other").conflicts()).containsExactly("file.txt");
  }

  private void configure(String key, String value) {
    world.here().git("config", key, value);
  }

  @Test
  @DisplayName("G-06 core.fsmonitor is not run")
  void fsmonitorIsNotRun() {
    configure("core.fsmonitor", evil.toString());
  }

  @Test
  @DisplayName("G-06 hooks are not run, wherever core.hooksPath has them")
  void hooksAreNotRun() throws Exception {
    Path hooks = Files.createDirectory(temp.resolve("hooks"));
    for (String hook :
        List.of("post-index-change", "post-checkout", "pre-commit", "reference-transaction")) {
      Script.at(here.resolve(".git/hooks").resolve(hook), "touch " + ran);
      Script.at(hooks.resolve(hook), "touch " + ran);
    }
    configure("core.hooksPath", hooks.toString());
  }

  @Test
  @DisplayName("G-06 aliases of git's own words are not run")
  void aliasesAreNotRun() {
    for (String word : List.of("status", "diff", "config", "ls-files", "merge-tree", "rev-parse")) {
      configure("alias." + word, "!" + evil);
    }
  }

  @Test
  @DisplayName("G-06 filters that .gitattributes asks for are not run")
  void filtersAreNotRun() {
    configure("filter.evil.clean", evil.toString());
    configure("filter.evil.smudge", evil.toString());
    configure("filter.evil.process", evil.toString());
    configure("filter.evil.required", "true");
    world.here().write(".gitattributes", "* filter=evil\n");
    world.here().write(".git/info/attributes", "* filter=evil\n");
  }

  @Test
  @DisplayName("G-06 programs that show differences are not run")
  void differencesAreShownByGitAlone() {
    configure("diff.external", evil.toString());
    configure("diff.evil.command", evil.toString());
    configure("diff.evil.textconv", evil.toString());
    configure("core.pager", evil.toString());
    configure("pager.diff", evil.toString());
    world.here().write(".gitattributes", "* diff=evil\n");
  }

  @Test
  @DisplayName("G-06 programs that merge are not run")
  void mergesAreDoneByGitAlone() {
    configure("merge.evil.driver", evil + " %A");
    configure("merge.default", "evil");
    world.here().write(".git/info/attributes", "* merge=evil\n");
    world.here().write(".gitattributes", "* merge=evil\n");
  }

  @Test
  @DisplayName("G-06 what a configuration includes is not read")
  void includesAreNotRead() throws Exception {
    Path more =
        Files.writeString(
            temp.resolve("more"),
            "[core]\n\tfsmonitor = " + evil + "\n[diff]\n\texternal = " + evil + "\n");
    configure("include.path", more.toString());
    configure("includeIf.gitdir:/.path", more.toString());
    configure("extensions.worktreeConfig", "true");
    Files.copy(more, here.resolve(".git/config.worktree"));
  }

  @Test
  @DisplayName("G-06 a submodule's own configuration is not read")
  void submodulesAreNotEntered() {
    world
        .here()
        .git(
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "--quiet",
            "add",
            ((TestRepository) world.origin()).path().toString(),
            "sub");
    world.here().git("commit", "--quiet", "--message", "Add it");
    TestRepository sub = ((TestRepository) world.here()).in(here.resolve("sub"));
    sub.git("config", "core.fsmonitor", evil.toString());
    sub.git("config", "filter.evil.clean", evil.toString());
    sub.write(".gitattributes", "* filter=evil\n");
    sub.write("README", "changed\n");
    configure("submodule.recurse", "true");
    configure("status.submoduleSummary", "true");
    configure("diff.submodule", "diff");
    configure("diff.ignoreSubmodules", "none");
    configure("submodule.sub.ignore", "none");
  }

  @Test
  @DisplayName("G-06 a repository of its own in a folder is not entered")
  void nestedRepositoriesAreNotEntered() {
    TestRepository nested = TestRepository.at(here.resolve("nested"));
    nested.git("config", "core.fsmonitor", evil.toString());
    nested.write("README", "changed\n");
  }

  @Test
  @DisplayName("G-06 no object is fetched from where a configuration says")
  void nothingIsFetched() {
    configure("core.repositoryFormatVersion", "1");
    configure("extensions.partialClone", "origin");
    configure("remote.origin.promisor", "true");
    configure("remote.origin.url", "ext::" + evil);
    configure("protocol.ext.allow", "always");

    assertThatThrownBy(
            () ->
                git()
                    .diff(repository(), DiffBase.parse("0123456789012345678901234567890123456789")))
        .isInstanceOf(Unsatisfied.class);
  }

  @Test
  @DisplayName("G-06 the work tree is the session's directory, whatever core.worktree says")
  void theWorkTreeIsTheSessionsDirectory() throws Exception {
    Path elsewhere = Files.createDirectory(temp.resolve("private"));
    Files.writeString(elsewhere.resolve("secret"), "secret\n");
    configure("core.worktree", elsewhere.toString());

    assertThat(git().diff(repository(), DiffBase.HEAD).files()).isEmpty();
  }

  @Test
  @DisplayName("G-06 a file that a link replaced is told as the link, and not read through")
  void linksAreNotFollowed() throws Exception {
    Path secret = Files.writeString(temp.resolve("secret"), "secret\n");
    Files.createSymbolicLink(here.resolve("link.txt"), secret);

    assertThat(git().diff(repository(), DiffBase.HEAD, "link.txt", 3).patch())
        .contains("new file mode 120000")
        .doesNotContain("+secret\n");
  }

  @Test
  @DisplayName("G-06 pipes in place of git's own files hold nobody up")
  void pipesAreNotOpened() throws Exception {
    for (String file : List.of("config", "HEAD")) {
      Path git = here.resolve(".git");
      Files.move(git.resolve(file), git.resolve("kept"));
      assertThat(new ProcessBuilder("mkfifo", git.resolve(file).toString()).start().waitFor())
          .isZero();

      assertThat(git().status(repository()).initialized()).as(file).isFalse();

      Files.move(git.resolve("kept"), git.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  @DisplayName("G-06 a broken configuration is told")
  void aBrokenConfigurationIsTold() throws Exception {
    Path config = here.resolve(".git/config");
    String good = Files.readString(config);
    Files.writeString(config, "[core\n");

    assertThatThrownBy(() -> git().status(repository())).isInstanceOf(Unsatisfied.class);

    Files.writeString(config, good);
  }

  @Test
  @DisplayName("G-06 a worktree that points to another repository is none of its session's")
  void aWorktreeBelongsToItsRepository() throws Exception {
    try (LocalHost host = new LocalHost(temp.resolve("data"))) {
      TestRepository repository = TestRepository.at(temp.resolve("engine"));
      Session session = host.ready(host.session(repository, "topic"));
      Path worktree = host.worktree(session).directory();
      assertThat(status(session, host.config).initialized()).isTrue();

      Files.writeString(worktree.resolve(".git"), "gitdir: " + here.resolve(".git") + "\n");

      assertThat(status(session, host.config).initialized()).isFalse();
    }
  }

  private static GitStatus status(Session session, WorkspaceConfig config) {
    return new LocalWorkspaceGit(new GitPlaces(config, new GitProgram(config.git())))
        .status(WorkspaceRepository.of(session));
  }
}
