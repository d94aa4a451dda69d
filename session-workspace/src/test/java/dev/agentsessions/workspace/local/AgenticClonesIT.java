package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.io.MoreFiles;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.workspace.CloneProgress;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.GitUrl.Scheme;
import dev.agentsessions.workspace.local.AgenticPlace.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One part of a workspace, and attempts at it that were killed, or froze and wake up late. */
@NeedsGit
class AgenticClonesIT {
  private static final String ATTEMPT = ".01234567-89ab-cdef-0123-456789abcdef";

  @TempDir Path temp;
  private TestRepository origin;
  private LocalHost host;
  private AgenticClones clones;
  private Session session;
  private AgenticPlace place;
  private Part part;

  @BeforeEach
  void start() throws IOException {
    origin = SlowRemote.repository(temp.resolve("source")).bare(temp.resolve("engine.git"));
    GitConfig config = GitConfig.USUAL.reaching(EnumSet.allOf(Scheme.class));
    host =
        new LocalHost(
            new WorkspaceConfig(temp.resolve("data/worktrees"), config, Duration.ofSeconds(20), 4));
    var git = new GitProgram(config);
    clones = new AgenticClones(git, new RemoteExchange(git, config, GitTokens.NONE));
    var repo = SourceRepository.of(GitUrl.parse("file://" + origin.path()));
    session = host.session(new AgenticSession(List.of(repo), Optional.empty()));
    place = AgenticPlace.of(session, host.config);
    part = Part.of(repo);
    Files.createDirectories(place.root());
  }

  @AfterEach
  void close() {
    host.close();
  }

  private void put() {
    clones.put(session, place, part, progress -> {});
  }

  private void assertWhole() {
    assertThat(AgenticClones.isMade(place, part)).isTrue();
    TestRepository made = origin.in(place.of(part));
    assertThat(made.git("status", "--porcelain")).isEmpty();
    assertThat(made.git("fsck")).doesNotContain("error", "missing");
    assertThat(made.git("rev-parse", "HEAD")).isEqualTo(origin.git("rev-parse", "main"));
    assertThat(place.begun()).isEmptyDirectory();
    assertThat(place.of(part).resolve("file-7")).isRegularFile();
    assertThat(place.root().resolve("repos").toFile().list()).containsExactly("engine");
  }

  /** How far an attempt came whose program was killed. */
  enum Leftover {
    EMPTY,
    PARTS,
    WHOLE,
    SIGN_IN_IT,
    SIGNED,
    MOVED,
    TAKEN_AWAY
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "S-21 whatever a killed attempt at a clone left, the next one makes it, and tidies up")
  void afterAKill(Leftover leftover) throws IOException {
    Path begun = place.begun().resolve(part.key() + ATTEMPT);
    if (leftover == Leftover.SIGNED || leftover == Leftover.MOVED) {
      put();
      Path sign = place.signs().resolve(part.key());
      Files.writeString(sign, part.text() + begun.getFileName() + "\n");
      if (leftover == Leftover.SIGNED) {
        Files.move(place.of(part), begun);
      }
    } else {
      Files.createDirectories(begun);
    }
    if (leftover == Leftover.PARTS || leftover == Leftover.TAKEN_AWAY) {
      Files.createDirectories(begun.resolve(".git/objects/pack"));
      Files.writeString(begun.resolve(".git/objects/pack/tmp_pack_1"), "half");
    }
    if (leftover == Leftover.WHOLE || leftover == Leftover.SIGN_IN_IT) {
      Files.delete(begun);
      origin.cloned(begun);
    }
    if (leftover == Leftover.SIGN_IN_IT) {
      Files.writeString(begun.resolve(".sign1"), part.text() + begun.getFileName() + "\n");
    }
    assertThat(AgenticClones.isMade(place, part)).isEqualTo(leftover == Leftover.MOVED);

    put();

    assertWhole();
  }

  @RepeatedTest(5)
  @DisplayName("S-21 a sign that was on its way as its clone was taken away is not believed")
  void aSignThatComesLate() throws Exception {
    Path begun = place.begun().resolve(part.key() + ATTEMPT);
    origin.cloned(begun);
    for (int file = 0; file < 200; file++) {
      Files.createFile(begun.resolve("more-" + file)); // it takes a while to go
    }
    Files.createDirectories(place.signs());
    Path sign = Files.writeString(temp.resolve("sign"), part.text() + begun.getFileName() + "\n");
    var late =
        new FutureTask<>(
            () -> {
              while (Files.exists(begun)) {
                Thread.onSpinWait();
              }
              return Files.move(
                  sign, place.signs().resolve(part.key()), StandardCopyOption.REPLACE_EXISTING);
            });
    Thread.ofPlatform().start(late);

    put();
    late.get();

    assertWhole();
  }

  @Test
  @DisplayName("S-21 a sign that comes while the next attempt clones, which fails, is not believed")
  void aSignThatComesBeforeAFailure() throws Exception {
    Path begun = place.begun().resolve(part.key() + ATTEMPT);
    origin.cloned(begun);
    Path sign = place.signs().resolve(part.key());
    var failing = new Part(part.group(), part.name(), part.url(), part.branch(), "no-such-folder");

    assertThatThrownBy(
            () ->
                clones.put(
                    session,
                    place,
                    failing,
                    progress -> write(sign, part.text() + begun.getFileName() + "\n")))
        .isInstanceOf(PartFailure.class);

    assertThat(AgenticClones.isMade(place, part)).isFalse();
    put();
    assertWhole();
  }

  @Test
  @DisplayName("S-21 an attempt that froze with its clone whole cannot say so after the next one")
  void anAttemptThatFroze() throws Exception {
    Frozen frozen = new Frozen();

    put();
    assertWhole();
    frozen.wake();

    assertThat(frozen.ended()).get().isInstanceOf(PartFailure.class);
    assertWhole();
  }

  @Test
  @DisplayName("S-21 an attempt that froze is not believed while the next one still clones")
  void anAttemptThatFrozeIsNotBelieved() throws Exception {
    Frozen frozen = new Frozen();
    Frozen next = new Frozen();

    frozen.wake();
    assertThat(frozen.ended()).get().isInstanceOf(PartFailure.class);
    assertThat(AgenticClones.isMade(place, part)).isFalse();
    next.wake();

    assertThat(next.ended()).isEmpty();
    assertWhole();
  }

  @RepeatedTest(20)
  @DisplayName("S-21 whenever an attempt that froze wakes up, the clone is whole in the end")
  void wheneverItWakesUp(RepetitionInfo run) throws Exception {
    var random = new Random(run.getCurrentRepetition());
    Frozen frozen = new Frozen();
    long micros = random.nextLong(20_000);
    Thread waking =
        Thread.ofVirtual()
            .start(
                () -> {
                  long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(micros);
                  while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                  }
                  frozen.wake();
                });

    try {
      put();
    } catch (PartFailure | RemoteFailed early) {
      // It woke up in between, and this one was refused: its owner tries again.
    }
    waking.join();
    var unused = frozen.ended(); // made, or refused
    if (!AgenticClones.isMade(place, part)) {
      put();
    }

    assertWhole();
  }

  @Test
  @DisplayName("S-21 attempts at a clone end none at another whose name begins with its own")
  void attemptsAtAnother() throws Exception {
    origin.bare(temp.resolve("engine.js.git"));
    var repo = SourceRepository.of(GitUrl.parse("file://" + temp.resolve("engine.js.git")));
    Part other = Part.of(repo);
    assertThat(other.key()).startsWith(part.key() + ".");
    Frozen frozen = new Frozen(other);

    put();
    frozen.wake();

    assertThat(frozen.ended()).isEmpty();
    assertThat(AgenticClones.isMade(place, other)).isTrue();
    assertThat(origin.in(place.of(other)).git("status", "--porcelain")).isEmpty();
  }

  @Test
  @DisplayName("S-21 a repository that cannot be cloned leaves nothing, and no sign")
  void aRepositoryThatCannotBeCloned() {
    Trees.delete(origin.path());

    assertThatThrownBy(this::put).isInstanceOf(RemoteFailed.class);

    assertThat(place.begun()).isEmptyDirectory();
    assertThat(AgenticClones.made(place)).isEmpty();
  }

  /** An attempt whose git has ended and that goes no further until it is woken up. */
  private final class Frozen {
    private final CountDownLatch at = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();

    Frozen() throws InterruptedException {
      this(part);
    }

    Frozen(Part part) throws InterruptedException {
      Thread unused =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      clones.put(session, place, part, this::freeze);
                      end.complete(Optional.empty());
                    } catch (RuntimeException e) {
                      end.complete(Optional.of(e));
                    }
                  });
      assertThat(at.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /** In the middle of the attempt, once its git has nothing more to do. */
    private void freeze(CloneProgress progress) {
      if (at.getCount() > 0) {
        await().atMost(Duration.ofSeconds(60)).until(() -> !isGitAtWork());
        at.countDown();
        try {
          assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    void wake() {
      go.countDown();
    }

    Optional<Throwable> ended() throws Exception {
      return end.get(60, TimeUnit.SECONDS);
    }
  }

  private static void write(Path file, String text) {
    try {
      MoreFiles.createParentDirectories(file);
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isGitAtWork() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().arguments().stream().flatMap(Stream::of))
        .anyMatch(word -> word.startsWith(place.begun() + "/"));
  }
}
