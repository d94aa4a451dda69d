package dev.agentsessions.pty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.identity.TokenSecret;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFilesTest {
  private static final WorkerRef WORKER =
      new WorkerRef(new SessionId("ses-1"), new WorkerId("wrk-1"));

  @TempDir Path folder;

  @Test
  @DisplayName("W-02 a token that is left anew replaces the one before, in place")
  void aNewTokenReplacesTheOneBefore() throws IOException {
    var files = new TokenFiles(folder.resolve("tokens"));

    Path first = files.write(WORKER, 1, token("A"));
    Path second = files.write(WORKER, 1, token("B"));

    assertThat(second).isEqualTo(first).hasContent(token("B").text());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.getParent())))
        .isEqualTo("rwx------");
    try (var siblings = Files.list(first.getParent())) {
      assertThat(siblings).containsExactly(first);
    }
  }

  @Test
  @DisplayName("W-02 the end of a process leaves the next one's token alone")
  void theNextProcessKeepsIts() {
    var files = new TokenFiles(folder);
    Path first = files.write(WORKER, 1, token("A"));
    Path second = files.write(WORKER, 2, token("B"));

    files.remove(WORKER, 1);
    files.remove(WORKER, 1);

    assertThat(first).doesNotExist();
    assertThat(second).exists();
  }

  @Test
  void whatCannotBeWrittenIsUnavailable() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("file"), "");
    var files = new TokenFiles(inTheWay);

    assertThatThrownBy(() -> files.write(WORKER, 1, token("A")))
        .isInstanceOf(Unavailable.class)
        .hasMessageNotContaining(token("A").random());
  }

  private static TokenSecret token(String digit) {
    return TokenSecret.parse("tok-1." + digit.repeat(43)).orElseThrow();
  }
}
