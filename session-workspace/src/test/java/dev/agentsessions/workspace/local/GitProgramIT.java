package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How git is run; scripts stand in for it where its own behaviour is not the question. */
@NeedsGit
class GitProgramIT {
  private static final GitCommand ANY = GitCommand.of("any");

  @TempDir Path temp;

  private GitProgram program(Duration limit, String... lines) {
    Path script = Script.at(temp.resolve("program"), lines);
    return new GitProgram(GitConfig.USUAL.running(script.toString(), limit));
  }

  private GitProgram program(String... lines) {
    return program(Duration.ofSeconds(60), lines);
  }

  private static GitProgram git() {
    return new GitProgram(GitConfig.USUAL);
  }

  @Test
  @DisplayName("G-06 nothing of the host's environment reaches git, and nothing asks or prompts")
  void theEnvironmentIsScrubbed() {
    String environment = program("env").run(temp, ANY).orThrow();

    assertThat(environment.lines())
        .allMatch(
            line ->
                line.matches(
                    "(PATH|TMPDIR|PWD|SHLVL|_|LC_ALL|HOME|XDG_CONFIG_HOME|GIT_[A-Z_]+)=.*"))
        .contains(
            "GIT_CONFIG_NOSYSTEM=1",
            "GIT_CONFIG_GLOBAL=/dev/null",
            "GIT_TERMINAL_PROMPT=0",
            "HOME=/dev/null",
            "GIT_CEILING_DIRECTORIES=" + temp.getParent());
    assertThat(environment).doesNotContain("GIT_DIR=", "GIT_INDEX_FILE=", "GIT_WORK_TREE=");
  }

  @Test
  void thereIsNothingToRead() {
    assertThat(program("cat", "echo end").run(temp, ANY).orThrow()).isEqualTo("end");
  }

  @Test
  @DisplayName("G-06 a repository's hooks are not run")
  void hooksAreNotRun() {
    TestRepository repository = TestRepository.at(temp.resolve("engine"));
    Path hook = repository.path().resolve(".git/hooks/post-checkout");
    Script.at(hook, "touch " + temp.resolve("ran"));

    git()
        .run(
            repository.path(),
            GitCommand.of("worktree", "add", "--detach").value(temp.resolve("w").toString()))
        .orThrow();

    assertThat(temp.resolve("w/README")).exists();
    assertThat(temp.resolve("ran")).doesNotExist();
  }

  @Test
  void aFolderInARepositoryIsNoRepository() throws Exception {
    TestRepository repository = TestRepository.at(temp.resolve("engine"));
    Path folder = Files.createDirectory(repository.path().resolve("folder"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder);

    assertThat(GitRepository.in(folder, git())).isEmpty();
    assertThat(GitRepository.in(link, git())).isEmpty();
    assertThat(GitRepository.in(repository.path(), git())).isPresent();
  }

  @Test
  void aPathOfTheUsersHomeInAConfigurationIsNoObstacle() {
    TestRepository repository = TestRepository.at(temp.resolve("engine"));
    repository.git("config", "include.path", "~/.gitconfig-of-mine");
    repository.git("config", "core.excludesFile", "~/.gitignore");

    assertThat(git().run(repository.path(), GitCommand.of("status", "--porcelain")).orThrow())
        .isEmpty();
  }

  @Test
  @DisplayName("G-06 what takes too long is ended with all that it started")
  void whatTakesTooLongIsEnded() {
    Path pid = temp.resolve("pid");
    GitProgram slow = program(Duration.ofMillis(300), "sleep 1000 & echo $! > " + pid + "; wait");

    assertThatThrownBy(() -> slow.run(temp, ANY))
        .isInstanceOf(GitFailure.class)
        .hasMessageContaining("longer than PT0.3S");

    await().until(() -> isGone(pid));
  }

  @Test
  void anInterruptEndsIt() throws Exception {
    Path pid = temp.resolve("pid");
    GitProgram slow =
        program("sleep 1000 & echo $! > " + pid + ".new; mv " + pid + ".new " + pid + "; wait");
    var failure = new AtomicReference<RuntimeException>();
    Thread thread =
        Thread.startVirtualThread(
            () -> {
              try {
                slow.run(temp, ANY);
              } catch (GitFailure e) {
                failure.set(e);
              }
            });
    await().until(() -> Files.exists(pid));

    thread.interrupt();
    thread.join();

    assertThat(failure.get()).hasMessage("git was interrupted");
    await().until(() -> isGone(pid));
  }

  private static boolean isGone(Path pid) throws Exception {
    return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .filter(ProcessHandle::isAlive)
        .isEmpty();
  }

  @Test
  @DisplayName("G-06 more output than is taken neither fills the memory nor holds git up")
  void outputIsBounded() {
    GitOutput output =
        program("head -c 20000000 /dev/zero | tr '\\0' x; head -c 20000000 /dev/zero >&2")
            .run(temp, ANY);

    assertThat(output.succeeded()).isTrue();
    assertThat(output.text()).hasSize(4 << 20);
    assertThat(output.error()).hasSize(16 << 10);
  }

  @Test
  void aProcessThatIsLeftBehindHoldsNobodyUp() {
    GitOutput output = program("sleep 1000 & echo $!").run(temp, ANY);

    long left = Long.parseLong(output.orThrow());
    ProcessHandle.of(left).orElseThrow().destroyForcibly();
  }

  @Test
  void aMissingProgramIsTold() {
    var missing = new GitProgram(GitConfig.USUAL.running("no-such-git", Duration.ofSeconds(1)));

    assertThatThrownBy(() -> missing.run(temp, ANY))
        .isInstanceOf(GitFailure.class)
        .hasMessageContaining("no-such-git");
  }

  @Test
  void aMissingDirectoryIsTold() {
    assertThatThrownBy(() -> git().run(temp.resolve("missing"), ANY))
        .isInstanceOf(GitFailure.class)
        .hasMessageContaining("missing");
  }

  @Test
  @DisplayName("G-07 a git that is nearly done is let come to its end by whoever is interrupted")
  void whatIsNearlyDoneIsDone() throws Exception {
    Path begun = temp.resolve("begun");
    Path now = temp.resolve("now");
    Path done = temp.resolve("done");
    GitProgram quick =
        program("touch " + begun, "until test -e " + now + "; do :; done", "touch " + done);
    Thread thread = Thread.startVirtualThread(() -> failing(quick));
    await().until(() -> Files.exists(begun));

    thread.interrupt();
    Files.createFile(now);
    thread.join();

    assertThat(done).exists();
  }

  private void failing(GitProgram program) {
    assertThatThrownBy(() -> program.run(temp, ANY)).hasMessageContaining("interrupted");
  }

  @Test
  @DisplayName("G-07 whoever is interrupted begins no git")
  void whoIsInterruptedBeginsNone() throws Exception {
    Path begun = temp.resolve("begun");
    GitProgram any = program("touch " + begun);

    Thread.ofVirtual()
        .start(
            () -> {
              Thread.currentThread().interrupt();
              failing(any);
            })
        .join();

    assertThat(begun).doesNotExist();
  }

  @Test
  @DisplayName(
      "G-07 a git that is ended takes its locks away, or nobody could change the branch again")
  void itsLocksGoWithIt() throws Exception {
    TestRepository repository = TestRepository.at(temp.resolve("repository"));
    Process git =
        new ProcessBuilder("git", "-C", repository.path().toString(), "update-ref", "--stdin")
            .start();
    try (Writer orders = git.outputWriter(UTF_8);
        BufferedReader answers = git.inputReader(UTF_8)) {
      orders.write("start\ncreate refs/heads/topic HEAD\nprepare\n");
      orders.flush();
      assertThat(answers.readLine()).isEqualTo("start: ok");
      assertThat(answers.readLine()).isEqualTo("prepare: ok");
      Path lock = repository.path().resolve(".git/refs/heads/topic.lock");
      assertThat(lock).exists();

      GitProgram.end(git.toHandle());

      assertThat(git.isAlive()).isFalse();
      assertThat(lock).doesNotExist();
    } finally {
      git.destroyForcibly();
    }
    repository.git("branch", "topic");
  }

  @Test
  @DisplayName("G-06 what does not end when it is asked is killed")
  void whatDoesNotEndIsKilled() throws Exception {
    Process deaf =
        new ProcessBuilder("sh", "-c", "trap '' TERM; echo; while :; do :; done").start();
    try {
      assertThat(deaf.inputReader(UTF_8).readLine()).isEmpty();

      GitProgram.end(deaf.toHandle());

      assertThat(deaf.isAlive()).isFalse();
    } finally {
      deaf.destroyForcibly();
    }
  }
}
