package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryOrigin;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.testkit.workspace.GitHttpServer;
import dev.agentsessions.testkit.workspace.RepositoryClonesContract;
import dev.agentsessions.workspace.CloneProgress;
import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.GitUrl.Scheme;
import dev.agentsessions.workspace.RepositoryClones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NeedsGit
class LocalClonesIT implements RepositoryClonesContract {
  private static final GitConfig GIT =
      GitConfig.USUAL.reaching(EnumSet.of(Scheme.HTTPS, Scheme.SSH, Scheme.FILE));

  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir Path temp;
  private TestRepository origin;
  private LocalHost host;

  @BeforeEach
  void start() {
    TestRepository source = TestRepository.at(temp.resolve("source"));
    source.git("branch", "release/1");
    source.git("tag", "v1");
    origin = source.bare(temp.resolve("engine.git"));
    host = host(GIT);
  }

  private LocalHost host(GitConfig git) {
    return new LocalHost(
        new WorkspaceConfig(temp.resolve("data/worktrees"), git, Duration.ofSeconds(20), 4));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Override
  public RepositoryClones clones() {
    return host.clones;
  }

  @Override
  public GitUrl remote() {
    return GitUrl.parse(origin.path().toString());
  }

  @Override
  public GitUrl far() {
    return GitUrl.parse("file://" + origin.path());
  }

  @Override
  public GitUrl away() {
    return GitUrl.parse(temp.resolve("away/engine").toString());
  }

  @Override
  public boolean isThere(Repository repository) {
    return Files.isDirectory(repository.path());
  }

  @Override
  public void work(Repository repository) {
    Session session = host.session(kind(repository, "topic"));
    TestRepository worktree = at(Path.of(host.ready(session).status().run().directory().get()));
    worktree.commit("notes", "mine");
    origin.in(repository.path()).git("worktree", "remove", worktree.path().toString());
  }

  private static WorktreeSession kind(Repository repository, String branch) {
    return new WorktreeSession(repository.path().toString(), branch, Optional.empty());
  }

  private TestRepository at(Path path) {
    return origin.in(path);
  }

  private Repository cloned() {
    Repository repository = wanted(remote());
    make(repository);
    return repository;
  }

  @Test
  @DisplayName("G-09 a clone has every branch and tag of its remote, and takes none for itself")
  void aCloneHasEverything() {
    TestRepository clone = at(cloned().path());

    assertThat(clone.branches()).isEmpty();
    assertThat(clone.git("for-each-ref", "--format=%(refname)").lines())
        .containsExactly(
            "refs/remotes/origin/HEAD",
            "refs/remotes/origin/main",
            "refs/remotes/origin/release/1",
            "refs/tags/v1");
    assertThat(clone.git("fsck")).doesNotContain("error");
    assertThat(clone.path().resolve("hooks")).doesNotExist();
  }

  @Test
  @DisplayName("G-07 sessions on a clone get its branches, and its default one where theirs is new")
  void sessionsOnAClone() {
    Repository clone = cloned();
    origin.in(temp.resolve("source")).git("switch", "--quiet", "release/1");
    String tip = origin.in(temp.resolve("source")).commit("more", "since");
    origin.in(temp.resolve("source")).git("push", "--quiet", origin.path().toString(), "release/1");

    Session main = host.ready(host.session(kind(clone, "main")));
    Session release = host.ready(host.session(kind(clone, "release/1")));
    Session topic = host.ready(host.session(kind(clone, "topic")));

    assertThat(in(main).git("rev-parse", "HEAD")).isEqualTo(origin.git("rev-parse", "main"));
    assertThat(in(release).git("rev-parse", "HEAD")).isEqualTo(tip);
    assertThat(in(release).git("rev-parse", "--abbrev-ref", "@{upstream}"))
        .isEqualTo("origin/release/1");
    assertThat(in(topic).git("rev-parse", "HEAD")).isEqualTo(origin.git("rev-parse", "main"));
    assertThat(host.check.worktrees(clone.path()))
        .extracting(worktree -> worktree.branch().orElse("none"))
        .contains("main", "release/1", "topic");
    assertThat(host.clones.hold(clone)).contains("worktrees");
  }

  private TestRepository in(Session session) {
    return at(host.worktree(session).directory());
  }

  @Test
  @DisplayName("G-07 a remote that is away keeps nobody from a new branch of what is here")
  void aRemoteThatWentAway() {
    Repository clone = cloned();
    Trees.delete(origin.path());

    Session topic = host.ready(host.session(kind(clone, "topic")));

    assertThat(in(topic).path().resolve("README")).hasContent("hello");
  }

  @Test
  @DisplayName("G-09 an empty remote is cloned, too")
  void anEmptyRemote() {
    TestRepository.empty(temp.resolve("empty"));
    Repository repository = wanted(GitUrl.parse(temp.resolve("empty").toString()));

    make(repository);

    assertThat(isThere(repository)).isTrue();
    assertThat(clones().hold(repository)).isEmpty();
  }

  /** How far an attempt came whose program was killed. */
  enum Leftover {
    FOLDER,
    EMPTY,
    PARTS,
    WHOLE,
    MOVED
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("G-09 whatever a killed attempt left, the next one makes the clone, and tidies up")
  void afterAKill(Leftover leftover) throws IOException {
    Repository repository = wanted(remote());
    Path folder = repository.path().getParent();
    Path begun = folder.resolve(".cloning-0000000000000001-x");
    Files.createDirectories(leftover == Leftover.FOLDER ? folder : begun);
    if (leftover == Leftover.PARTS) {
      Files.createDirectories(begun.resolve(".git/objects/pack"));
      Files.writeString(begun.resolve(".git/objects/pack/tmp_pack_1"), "half");
    }
    if (leftover == Leftover.WHOLE || leftover == Leftover.MOVED) {
      origin.cloned(begun.resolve("x"));
      Files.move(begun.resolve("x/.git"), begun.resolve(".git"));
    }
    if (leftover == Leftover.MOVED) {
      Files.move(begun.resolve(".git"), repository.path());
    }

    make(repository);

    assertThat(at(repository.path()).git("rev-parse", "origin/main"))
        .isEqualTo(origin.git("rev-parse", "main"));
    assertThat(folder.toFile().list()).containsExactly("engine");
  }

  @Test
  @DisplayName("G-09 a git that a killed host left behind is ended before the next attempt")
  void aGitThatWasLeftBehind() throws Exception {
    Repository repository = wanted(remote());
    try (LocalHost killed = host(gated("killed", " clone "))) {
      Attempt attempt = Attempt.by(killed, repository);
      awaitAt("killed", attempt);

      make(repository);

      assertThat(attempt.ended()).isPresent();
      assertWhole(repository);
    }
  }

  @Test
  @DisplayName("G-09 an attempt that ends late takes nothing from the one that followed it")
  void anAttemptThatEndsLate() throws Exception {
    Repository repository = wanted(remote());
    try (LocalHost frozen = host(gated("frozen", " clone "));
        LocalHost later = host(gated("later", " clone "))) {
      Attempt first = Attempt.by(frozen, repository);
      awaitAt("frozen", first);

      Attempt second = Attempt.by(later, repository);
      awaitAt("later", second);
      assertThat(first.ended()).get().isInstanceOf(RemoteFailed.class);
      open("later");

      assertThat(second.ended()).isEmpty();
      assertWhole(repository);
    }
  }

  @Test
  @DisplayName(
      "G-09 an attempt that froze with its clone made leaves the one that followed it alone")
  void anAttemptThatFrozeBeforeTheEnd() throws Exception {
    Repository repository = wanted(remote());
    try (LocalHost frozen = host(gated("frozen", " core.bare "))) {
      Attempt first = Attempt.by(frozen, repository);
      awaitAt("frozen", first);

      make(repository);
      assertWhole(repository);
      open("frozen");

      var unused = first.ended(); // by the one that followed, or too late
      assertWhole(repository);
    }
  }

  @Test
  @DisplayName("G-09 an attempt that froze before it did anything leaves a later one's clone alone")
  void anAttemptThatFrozeAtItsBegin() throws Exception {
    Repository repository = wanted(remote());
    try (LocalHost later = host(gated("later", " clone "))) {
      Attempt second = Attempt.by(later, repository);
      awaitAt("later", second);
      var git = new GitProgram(GIT);
      var late =
          new LocalClones(
              host.config,
              git,
              new RemoteExchange(git, GIT, GitTokens.NONE),
              () -> Instant.EPOCH.plusSeconds(1));

      assertThatThrownBy(() -> late.make(ProjectId.DEFAULT, wanted(away()), none -> {}))
          .isInstanceOf(RemoteFailed.class);
      open("later");

      assertThat(second.ended()).isEmpty();
      assertWhole(repository);
    }
  }

  /** Git that has run a command, and does not end until {@link #open}. */
  private GitConfig gated(String name, String command) {
    Path at = temp.resolve(name + ".at");
    Path go = temp.resolve(name + ".go");
    Path script =
        Script.at(
            temp.resolve(name),
            "git \"$@\"",
            "status=$?",
            "case \" $* \" in *'" + command + "'*)",
            "  : > " + at,
            "  while [ ! -e " + go + " ]; do sleep 0.02; done;;",
            "esac",
            "exit $status");
    return GIT.running(script.toString(), Duration.ofSeconds(50));
  }

  private void awaitAt(String name, Attempt attempt) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              assertThat(attempt.end().getNow(null)).as("not ended yet").isNull();
              return Files.exists(temp.resolve(name + ".at"));
            });
  }

  private void open(String name) throws IOException {
    Files.createFile(temp.resolve(name + ".go"));
  }

  private void assertWhole(Repository repository) {
    assertThat(at(repository.path()).git("rev-parse", "origin/main"))
        .isEqualTo(origin.git("rev-parse", "main"));
    assertThat(at(repository.path()).git("fsck")).doesNotContain("error");
    assertThat(repository.path().getParent().toFile().list()).containsExactly("engine");
  }

  /** A call that goes on beside the test. */
  private record Attempt(CompletableFuture<Optional<Throwable>> end) {
    static Attempt by(LocalHost host, Repository repository) {
      var end = new CompletableFuture<Optional<Throwable>>();
      Thread unused =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      host.clones.make(ProjectId.DEFAULT, repository, none -> {});
                      end.complete(Optional.empty());
                    } catch (RuntimeException e) {
                      end.complete(Optional.of(e));
                    }
                  });
      return new Attempt(end);
    }

    /** Waits for its end; what it threw. */
    Optional<Throwable> ended() throws Exception {
      return end.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  @DisplayName("G-09 a clone that takes too long is ended, and leaves nothing")
  void aCloneThatTakesTooLong() throws IOException {
    Path slow = Script.at(temp.resolve("slow"), "exec sleep 60");
    Repository repository = wanted(remote());
    try (LocalHost impatient = host(GIT.running(slow.toString(), Duration.ofMillis(200)))) {
      assertThatThrownBy(() -> impatient.clones.make(ProjectId.DEFAULT, repository, none -> {}))
          .isInstanceOf(Unavailable.class);
    }

    assertThat(repository.path().getParent()).isEmptyDirectory();
  }

  @Test
  @DisplayName("G-05 a clone asks for its owner's credential, which stays nowhere")
  void aCloneWithACredential() throws IOException {
    String canary = "canary-5c02f9";
    try (GitHttpServer server = new GitHttpServer(temp, "ann", canary, () -> {})) {
      GitTokens tokens =
          (project, owner, url) -> {
            assertThat(owner.id()).isEqualTo("ann");
            return Optional.of(new GitCredential("ann", canary, Optional.empty()));
          };
      GitConfig config = GIT.reaching(EnumSet.allOf(Scheme.class));
      var git = new GitProgram(config);
      var clones =
          new LocalClones(host.config, git, new RemoteExchange(git, config, tokens), CLOCK);
      Repository repository = wanted(clones, GitUrl.parse(server.url("engine.git")));

      clones.make(ProjectId.DEFAULT, repository, none -> {});

      assertThat(at(repository.path()).git("config", "remote.origin.url"))
          .isEqualTo(server.url("engine.git"));
      assertThat(at(repository.path()).git("config", "--list")).doesNotContain(canary);
      var without =
          new LocalClones(host.config, git, new RemoteExchange(git, config, GitTokens.NONE), CLOCK);
      without.remove(ID);
      assertThatThrownBy(() -> without.make(ProjectId.DEFAULT, repository, none -> {}))
          .isInstanceOf(Invalid.class)
          .message()
          .contains("credential for 127.0.0.1:")
          .doesNotContain(canary);
    }
  }

  @Test
  @DisplayName("G-09 of a clone from a slow remote is told how far it is, again and again")
  void aSlowRemote() throws IOException {
    origin = SlowRemote.repository(temp.resolve("large")).bare(temp.resolve("slow/engine.git"));
    List<CloneProgress> told = new ArrayList<>();
    try (var slow = SlowRemote.of(temp.resolve("slow"));
        LocalHost reaching = host(GIT.reaching(EnumSet.allOf(Scheme.class)))) {
      Repository repository = wanted(reaching.clones, slow.url("engine.git"));

      reaching.clones.make(
          ProjectId.DEFAULT,
          repository,
          progress -> {
            told.add(progress);
            slow.goOn();
          });

      assertWhole(repository);
    }
    assertThat(told)
        .filteredOn(progress -> progress.step() == CloneProgress.Step.RECEIVING)
        .extracting(CloneProgress::percent)
        .filteredOn(percent -> percent < 100)
        .hasSizeGreaterThan(2);
  }

  private Repository wanted(RepositoryClones clones, GitUrl url) {
    Repository like = wanted(remote());
    return new Repository(
        ID,
        "Engine",
        clones.place(ID, url),
        like.origin().map(it -> new RepositoryOrigin(url, it.owner(), it.node())),
        like.settings(),
        like.createdAt());
  }
}
