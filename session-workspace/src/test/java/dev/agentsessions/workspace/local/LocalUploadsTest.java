package dev.agentsessions.workspace.local;

import static dev.agentsessions.workspace.local.LocalHost.OWNER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.Session;
import dev.agentsessions.testkit.workspace.UploadsContract;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Uploads;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalUploadsTest implements UploadsContract {
  @TempDir Path temp;
  private LocalWorkspace workspace;

  @BeforeEach
  void start() {
    workspace = new LocalWorkspace(temp);
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Override
  public Uploads uploads() {
    return workspace.host.uploads;
  }

  @Override
  public Session session() {
    return workspace.session();
  }

  @Override
  public Set<String> waiting(Session session) {
    Path folder = folder(session);
    return LocalWorkspace.onDisk(
        () -> {
          if (!Files.exists(folder)) {
            return Set.of();
          }
          try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).collect(Collectors.toSet());
          }
        });
  }

  @Test
  @DisplayName("F-02 uploads are in the workspace before it is Ready, and wait no longer")
  void uploadsLand() throws IOException {
    Session session = session();
    workspace.put(session, "notes", new byte[100]);
    upload(session, "notes", "new");
    upload(session, "more", "more");

    EnvironmentState ready = workspace.host.settle(session);

    assertThat(ready).isInstanceOf(Ready.class);
    assertThat(workspace.at(session, "notes")).hasContent("new");
    assertThat(workspace.at(session, "more")).hasContent("more");
    assertThat(waiting(session)).isEmpty();

    upload(session, "notes", "for the next start");
    assertThat(workspace.host.settle(session)).isInstanceOf(Ready.class);
    assertThat(workspace.at(session, "notes")).hasContent("for the next start");
  }

  @Test
  @DisplayName("F-02, L-01 uploads that a host did not put there are put there by the next one")
  void theNextHostPutsThemThere() throws IOException {
    Session session = session();
    upload(session, "notes", "kept");
    workspace.close();

    try (var next = new LocalHost(temp.resolve("data"))) {
      assertThat(next.settle(session)).isInstanceOf(Ready.class);
    }

    assertThat(workspace.at(session, "notes")).hasContent("kept");
  }

  @Test
  @DisplayName("F-02 an upload that cannot be put there fails the start, and says which")
  void anUploadThatCannotLand() throws IOException {
    Session session = session();
    workspace.putFolder(session, "notes");
    upload(session, "notes", "x");

    EnvironmentState failed = workspace.host.settle(session);

    assertThat(failed)
        .isInstanceOfSatisfying(
            Failed.class, told -> assertThat(told.reason().value()).isEqualTo("UploadFailed"));
    uploads().remove(session, OWNER, new WorkspacePath("notes"));
    assertThat(workspace.host.settle(session)).isInstanceOf(Ready.class);
  }

  @Test
  @DisplayName("F-02, S-08 uploads go with their session")
  void uploadsGoWithTheirSession() throws IOException {
    Session session = session();
    Session other = session();
    upload(session, "notes", "x");
    upload(other, "notes", "x");

    workspace.host.uploads.clean(session);
    workspace.host.uploads.clean(session);

    assertThat(folder(session)).doesNotExist();
    assertThat(waiting(other)).hasSize(1);
  }

  private Path folder(Session session) {
    return temp.resolve("data/uploads").resolve(session.id().value());
  }

  private void upload(Session session, String name, String content) throws IOException {
    uploads()
        .put(
            session,
            OWNER,
            new WorkspacePath(name),
            new ByteArrayInputStream(content.getBytes(UTF_8)));
  }
}
