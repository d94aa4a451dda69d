package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.ParkedWork;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever state a worktree is in when it is removed, and wherever that is cut off. */
@NeedsGit
class RandomWorktreesIT {
  private static final int MOST_STEPS = 12;

  /** More calls of git than a removal makes. */
  private static final int CALLS = 30;

  @TempDir Path temp;
  private TestRepository engine;
  private LocalHost host;
  private int worktrees;

  @BeforeEach
  void start() {
    TestRepository origin = TestRepository.at(temp.resolve("origin"));
    origin.commit(".gitignore", RandomWork.IGNORES);
    engine = origin.cloned(temp.resolve("engine"));
    engine.commit("README", "changed on main");
    host = new LocalHost(temp.resolve("data"));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("G-07 no commit and no file is lost with 100 worktrees in random states")
  void nothingIsLost() {
    removeRandom(100, new Random().nextLong());
  }

  @Test
  @Tag("long")
  @DisplayName("G-07 no commit and no file is lost with 1,000 worktrees in random states")
  void nothingIsLostOfMany() {
    removeRandom(1_000, new Random().nextLong());
  }

  private void removeRandom(int count, long seed) {
    for (int i = 0; i < count; i++) {
      try {
        removeOne(new Random(seed + i));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("worktree " + i + " with seed " + (seed + i) + "L", e);
      }
    }
  }

  private void removeOne(Random random) {
    Session session = host.ready(host.session(engine, "topic-" + ++worktrees, "origin/main"));
    Path directory = host.worktree(session).directory();
    var work = new RandomWork(engine.in(directory), random);
    work.run(random.nextInt(MOST_STEPS));
    Map<String, String> files = work.files();
    String head = engine.in(directory).git("rev-parse", "HEAD");

    if (random.nextBoolean()) {
      removeWithABrokenGit(session, random.nextInt(CALLS));
    }
    Release release = host.release(session, Retention.DELETE);

    assertThat(directory).doesNotExist();
    assertThat(engine.git("rev-list", "--all", "--reflog").lines()).containsAll(work.commits());
    String kept = release instanceof Release.Parked ? ParkedWork.ref(session.id()) : head;
    assertThat(files(kept)).isEqualTo(files);
  }

  /** As a host whose machine goes down after so many calls of git. */
  private void removeWithABrokenGit(Session session, int calls) {
    Path count = temp.resolve("calls-" + session.id());
    Path broken =
        Script.at(
            temp.resolve("git-" + session.id()),
            "echo >> " + count,
            "[ $(wc -l < " + count + ") -gt " + calls + " ] && exit 137",
            "exec git \"$@\"");
    try (LocalHost dying = new LocalHost(temp.resolve("data"), broken)) {
      Release unused = dying.release(session, Retention.DELETE);
    }
  }

  /** What a commit would write. */
  private Map<String, String> files(String commit) {
    Path out = temp.resolve("out-" + worktrees);
    engine.git("worktree", "add", "--quiet", "--detach", out.toString(), commit);
    Map<String, String> files = RandomWork.files(out);
    engine.git("worktree", "remove", "--force", out.toString());
    assertThat(Files.exists(out)).isFalse();
    return files;
  }
}
