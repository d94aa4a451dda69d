package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.testkit.workspace.EnvironmentsContract;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickEnvironmentsTest implements EnvironmentsContract {
  @TempDir Path temp;
  private LocalHost host;

  @BeforeEach
  void start() {
    host = new LocalHost(temp.resolve("data"));
  }

  @Override
  public Environments environments() {
    return host.environments;
  }

  @Override
  public Session possible() {
    try {
      return host.session(new QuickSession(Files.createTempDirectory(temp, "work")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Session impossible() {
    return host.session(new QuickSession(temp.resolve("missing")));
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

    assertThat(host.ensure(session))
        .isEqualTo(new Ready(new Endpoint(Endpoint.LOCAL, location(session).toString())));
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    assertThat(host.ensure(host.session(new QuickSession(file))))
        .isEqualTo(new Failed(new Reason("DirectoryNotFound"), "there is no directory " + file));
  }

  @Test
  @DisplayName("L-07 whoever ends a session finds its processes although its directory is gone")
  void thePlaceOfAnEndingSessionIsFound() {
    Session session = possible();
    EnvironmentState before = host.ensure(session);

    lose(session);

    assertThat(environments().observe(session, OWNER)).isEqualTo(before);
  }

  @Test
  @DisplayName("S-08 the user's own directory stays, whatever is asked for")
  void theUsersDirectoryStays() {
    Session session = possible();

    assertThat(host.release(session, Retention.DELETE)).isEqualTo(Release.DONE);

    assertThat(location(session)).isDirectory();
  }
}
