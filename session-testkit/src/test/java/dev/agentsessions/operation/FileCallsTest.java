package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.testkit.Mutation;
import dev.agentsessions.workspace.FileEntry;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FileCallsTest {
  private static final WorkspacePath FILE = new WorkspacePath("file");

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final FileCalls files = host.get(FileCalls.class);

  @Test
  @DisplayName("F-02 files are read and written in every phase, with the fence as it is stored")
  void inEveryPhase() throws IOException {
    Session active = active();
    write(active);
    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));
    Session stopped = host.settle(active.id());

    write(stopped);
    files.delete(ANN, DEFAULT, Requests.byId(stopped), FILE);

    assertThat(stopped.ownership().owner()).isEmpty();
    assertThat(world.files.mutations())
        .extracting(Mutation::fence)
        .containsOnly(stopped.ownership().fence());
    assertThat(world.files.mutations())
        .extracting(Mutation::what)
        .containsExactly("write file", "write file", "delete file");
  }

  @Test
  @DisplayName("T-02 who may not is told so before it is said what is there")
  void whoMayNot() {
    Session session = active();
    world.authorizeBy(
        (caller, permission, project) -> {
          if (permission != Permission.VIEW) {
            throw new Denied("look, but do not touch");
          }
          return Reach.everything();
        });
    SessionRef nobody = SessionRef.parse("nobody");

    assertThatThrownBy(() -> write(session)).isInstanceOf(Denied.class);
    assertThatThrownBy(() -> files.delete(ANN, DEFAULT, nobody, FILE)).isInstanceOf(Denied.class);
    assertThat(files.list(ANN, DEFAULT, Requests.byId(session), WorkspacePath.ROOT)).isEmpty();
    world.authorizeBy(
        (caller, permission, project) -> {
          throw new Denied("who are you");
        });

    assertThatThrownBy(() -> files.list(ANN, DEFAULT, nobody, FILE)).isInstanceOf(Denied.class);
    assertThatThrownBy(() -> files.find(ANN, DEFAULT, nobody, FILE)).isInstanceOf(Denied.class);
    assertThatThrownBy(() -> files.open(ANN, DEFAULT, nobody, FILE)).isInstanceOf(Denied.class);
    assertThatThrownBy(() -> files.archive(ANN, DEFAULT, nobody, FILE, new ByteArrayOutputStream()))
        .isInstanceOf(Denied.class);
    assertThat(world.files.mutations()).isEmpty();
  }

  @Test
  @DisplayName("F-01 a session that is not there has no files")
  void noSession() {
    assertThatThrownBy(() -> files.list(ANN, DEFAULT, SessionRef.parse("nobody"), FILE))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("S-26, L-04 who writes is active, who only looks is not")
  void whoWritesIsActive() throws IOException {
    Session active = active();
    world.advance(Duration.ofMinutes(1));
    Instant before = world.read(active.id()).liveness().lastActivityAt();

    files.list(ANN, DEFAULT, Requests.byId(active), WorkspacePath.ROOT);
    assertThat(world.read(active.id()).liveness().lastActivityAt()).isEqualTo(before);
    write(active);

    assertThat(world.read(active.id()).liveness().lastActivityAt())
        .isEqualTo(world.clock.instant());
  }

  @Test
  @DisplayName("L-12 files of another machine, or of a runtime that is not here, are unavailable")
  void elsewhere() {
    Session session = active();
    FileCalls other = TestHost.elsewhere("other", world).get(FileCalls.class);
    Session remote =
        host.settle(host.sessions().create(ANN, DEFAULT, Requests.remote(Requests.SHELL)).id());

    assertThatThrownBy(() -> other.list(ANN, DEFAULT, Requests.byId(session), FILE))
        .isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> files.list(ANN, DEFAULT, Requests.byId(remote), FILE))
        .isInstanceOf(Unavailable.class);
  }

  private Session active() {
    return host.settle(host.sessions().create(ANN, DEFAULT, Requests.quick(Requests.SHELL)).id());
  }

  private FileEntry write(Session session) throws IOException {
    return files.write(
        ANN, DEFAULT, Requests.byId(session), FILE, new ByteArrayInputStream(new byte[3]));
  }
}
