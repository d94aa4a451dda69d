package dev.agentsessions.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes a workspace ready for a session, before anything of it runs. May be repeated. */
final class Preparation {
  private Preparation() {}

  /**
   * @throws Refusal if it cannot be written to
   */
  static void of(Path workspace) {
    Path kept = ContentConfig.kept(workspace);
    try {
      if (!Files.isDirectory(kept)) {
        Files.createDirectory(
            kept,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      // Whoever makes a repository of the whole workspace commits nothing of it.
      Files.writeString(kept.resolve(".gitignore"), "*\n");
    } catch (IOException e) {
      throw new Refusal("the workspace cannot be made ready: " + e);
    }
  }
}
