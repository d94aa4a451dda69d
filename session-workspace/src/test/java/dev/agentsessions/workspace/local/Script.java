package dev.agentsessions.workspace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Small programs. */
final class Script {
  private Script() {}

  /** A shell script of these lines, which can be run. */
  static Path at(Path file, String... lines) {
    try {
      Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
