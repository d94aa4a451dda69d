package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.catalog.RepositorySettings;
import dev.agentsessions.output.OutputCursor;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerRef;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a repository wants done in each worktree of it. */
@NeedsGit
class RepositoryCommandsIT {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @TempDir Path temp;
  private TestRepository engine;
  private LocalHost host;
  private Session session;

  @BeforeEach
  void start() {
    engine = TestRepository.at(temp.resolve("engine"));
    host =
        new LocalHost(
            new WorkspaceConfig(temp.resolve("data/worktrees"), GitConfig.USUAL, LIMIT, 4));
    session = host.session(engine, "topic");
  }

  @AfterEach
  void close() {
    host.close();
  }

  private void repository(List<String> templates, String setup, String cleanup) {
    var settings =
        new RepositorySettings(
            Map.of("COLOUR", "blue"),
            templates,
            Optional.of(setup).filter(command -> !command.isEmpty()),
            Optional.of(cleanup).filter(command -> !command.isEmpty()),
            Optional.empty(),
            Optional.empty());
    host.catalog.create(
        Kind.REPOSITORY,
        ProjectId.DEFAULT,
        new Repository(
            new RepositoryId("rep-1"), "engine", engine.path(), settings, SampleSession.NOON));
  }

  private Path directory() {
    return host.worktree(session).directory();
  }

  /** What the commands of the session printed, the epoch of each apart. */
  private String printed(long epoch) {
    var worker = new WorkerRef(session.id(), WorkerId.SETUP);
    ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
    int unused = host.output.read(new OutputCursor(worker, epoch, 0), bytes);
    return UTF_8.decode(bytes.flip()).toString();
  }

  private void assertSetupFails(String why) {
    assertThat(host.settle(session))
        .isEqualTo(
            new EnvironmentState.Failed(
                new Reason("SetupFailed"), "the repository's set-up command " + why));
    assertThat(host.release(session, Retention.KEEP)).isEqualTo(Release.DONE);
    assertThat(host.worktree(session).folder()).doesNotExist();
    assertThat(engine.branches()).containsExactly("main");
    assertThat(engine.worktrees()).hasSize(1);
  }

  @Test
  @DisplayName("G-07 the set-up command runs in the new worktree, and what it prints is kept")
  void theSetupCommandRuns() {
    repository(List.of(), "echo $COLOUR > made; pwd; cat README; echo oops >&2", "");

    session = host.ready(session);

    assertThat(directory().resolve("made")).hasContent("blue");
    assertThat(printed(1))
        .startsWith("$ echo $COLOUR > made;")
        .endsWith(directory() + "\nhellooops\n");
    assertThat(host.ensure(session)).isInstanceOf(EnvironmentState.Ready.class);
    assertThat(printed(2)).as("it runs once").isEmpty();
  }

  @Test
  @DisplayName("G-07 when the set-up command fails nothing is left but what it printed")
  void aFailureRollsBack() {
    repository(List.of(), "echo almost; touch made; exit 3", "");

    assertSetupFails("ended with status 3");

    assertThat(printed(1)).endsWith("almost\nended with status 3\n");
  }

  @Test
  @DisplayName("G-07 a set-up command that takes too long is ended, with what it started")
  void aSlowCommandIsEnded() {
    repository(List.of(), "echo $$ > " + temp.resolve("pid") + "; sleep 1000 & wait", "");

    assertSetupFails("took longer than PT2S");

    assertThat(temp.resolve("pid")).satisfies(RepositoryCommandsIT::assertEnded);
  }

  @Test
  @DisplayName("S-11, G-07 a stop while the set-up command runs ends it and leaves nothing")
  void aStopEndsTheCommand() {
    host.close();
    host = new LocalHost(temp.resolve("data"));
    repository(List.of(), "echo $$ > " + temp.resolve("pid") + "; sleep 1000", "");
    assertThat(host.ensure(session)).isInstanceOf(EnvironmentState.Pending.class);
    await().until(() -> Files.exists(temp.resolve("pid")));

    assertThat(host.release(session, Retention.KEEP)).isEqualTo(Release.DONE);

    assertThat(host.worktree(session).folder()).doesNotExist();
    assertThat(temp.resolve("pid")).satisfies(RepositoryCommandsIT::assertEnded);
  }

  private static void assertEnded(Path pid) {
    await()
        .until(
            () -> {
              String text = Files.readString(pid).strip();
              return !text.isEmpty() && ProcessHandle.of(Long.parseLong(text)).isEmpty();
            });
  }

  @Test
  @DisplayName("G-07 a set-up command that leaves a program running does not wait for it")
  void whatIsLeftRunningIsNotWaitedFor() {
    repository(List.of(), "sleep 1 & echo done", "");

    session = host.ready(session);

    assertThat(printed(1)).endsWith("done\n");
  }

  @Test
  @DisplayName("G-07 the clean-up command runs before the worktree goes, and keeps it from nothing")
  void theCleanupCommandRuns() {
    repository(List.of(), "", "echo bye; echo left > left; exit 1");
    session = host.ready(session);

    assertThat(host.release(session, Retention.DELETE)).isInstanceOf(Release.Parked.class);

    assertThat(directory()).doesNotExist();
    assertThat(printed(1)).endsWith("bye\nended with status 1\n");
  }

  @Test
  @DisplayName("G-07 template files are copied from the repository, and nothing from outside")
  void templateFilesAreCopied() throws IOException {
    engine.write("config/local.env", "secret");
    engine.write("README", "changed there");
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("file"), "outside");
    Files.createSymbolicLink(engine.path().resolve("link"), outside.resolve("file"));
    Files.createSymbolicLink(engine.path().resolve("folder"), outside);
    repository(
        List.of("config/local.env", "README", "link", "folder/file", "missing", "config"), "", "");

    session = host.ready(session);

    assertThat(directory().resolve("config/local.env")).hasContent("secret");
    assertThat(directory().resolve("README")).as("is in the commit").hasContent("hello");
    assertThat(directory().toFile().list()).containsOnly(".git", "README", "config");
  }
}
