package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.LocalDirectories;
import dev.agentsessions.workspace.Retention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDirectoriesTest implements EnvironmentsContract {
  @TempDir Path temp;

  private final Samples samples = new Samples();
  private final LocalDirectories directories = new LocalDirectories();

  @Override
  public Environments environments() {
    return directories;
  }

  @Override
  public Session possible() {
    try {
      return samples.session(new QuickSession(Files.createTempDirectory(temp, "work")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Session impossible() {
    return samples.session(new QuickSession(temp.resolve("missing")));
  }

  @Override
  public void lose(Session session) {
    try {
      Files.delete(location(session));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path location(Session session) {
    return ((QuickSession) session.spec().kind()).location();
  }

  @Test
  void workersRunInTheSessionsDirectory() {
    Session session = possible();

    assertThat(directories.ensure(session, OWNER))
        .isEqualTo(new Ready(new Endpoint(Endpoint.LOCAL, location(session).toString())));
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    assertThat(directories.ensure(samples.session(new QuickSession(file)), OWNER))
        .isEqualTo(new Failed(new Reason("DirectoryMissing"), "there is no directory " + file));
  }

  @Test
  @DisplayName("L-07 whoever ends a session finds its processes although its directory is gone")
  void thePlaceOfAnEndingSessionIsFound() {
    Session session = possible();
    EnvironmentState before = directories.ensure(session, OWNER);

    lose(session);

    assertThat(directories.observe(session, OWNER)).isEqualTo(before);
  }

  @Test
  void theUsersDirectoryStaysWhateverIsReleased() {
    Session session = possible();

    directories.release(session, OWNER, Retention.DELETE);

    assertThat(location(session)).isDirectory();
  }

  @Test
  void aWorktreeSaysWhatItNeeds() {
    Session session = samples.session(new WorktreeSession("/srv/repo", "topic", Optional.empty()));

    assertThat(directories.ensure(session, OWNER))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.message()).contains("session-workspace"));
    assertThat(directories.observe(session, OWNER)).isInstanceOf(Failed.class);
    assertThat(directories.release(session, OWNER, Retention.KEEP)).isTrue();
  }
}
