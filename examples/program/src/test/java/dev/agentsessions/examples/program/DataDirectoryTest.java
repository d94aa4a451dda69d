package dev.agentsessions.examples.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  private static final HostId MAIN = new HostId("main");

  @TempDir Path parent;

  @Test
  void aNewDirectoryIsItsOwnersOnly() throws IOException {
    Path data = parent.resolve("not/there/yet");

    try (var entered = DataDirectory.enter(data, MAIN)) {
      assertThat(entered.path()).isDirectory();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
  }

  @Test
  void aDirectoryIsTheSameNodeEachTime() {
    NodeId first;
    try (var entered = DataDirectory.enter(parent, MAIN)) {
      first = entered.node();
    }

    try (var again = DataDirectory.enter(parent, new HostId("other"))) {
      assertThat(again.node()).isEqualTo(first);
    }
    assertThat(first.value()).startsWith("nod-");
  }

  @Test
  void aHostIsInItOnce() {
    try (var first = DataDirectory.enter(parent, MAIN);
        var other = DataDirectory.enter(parent, new HostId("other"))) {
      assertThat(other.node()).isEqualTo(first.node());

      assertThatThrownBy(() -> DataDirectory.enter(parent, MAIN))
          .isInstanceOf(Refusal.class)
          .hasMessage("cannot use the data directory %s: the host main runs in it already", parent);
    }
    DataDirectory.enter(parent, MAIN).close();
  }

  @Test
  void whatIsNoDirectoryIsRefused() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));

    assertThatThrownBy(() -> DataDirectory.enter(file, MAIN))
        .isInstanceOf(Refusal.class)
        .hasMessage("cannot use the data directory %s: %s is not a directory", file, file);
  }

  @Test
  void aNodeIdThatIsNoneIsKeptAndRefused() throws IOException {
    Path nodeId = Files.writeString(parent.resolve("node-id"), "not an id\n");

    assertThatThrownBy(() -> DataDirectory.enter(parent, MAIN))
        .isInstanceOf(Refusal.class)
        .hasMessageEndingWith("node-id does not hold a node's id");
    assertThat(nodeId).hasContent("not an id\n");
  }
}
