package dev.agentsessions.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A token in a file that nobody but its owner may read. */
public final class SecretFile {
  /** For the folders that such files are in. */
  public static final FileAttribute<?> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private SecretFile() {}

  /**
   * Writes it, with a line's end; nobody ever reads half of it.
   *
   * @param file in a directory that is there; what it held is replaced
   */
  public static void write(Path file, TokenSecret secret) throws IOException {
    Path fresh =
        Files.createTempFile(file.getParent(), file.getFileName() + ".", ".new", OWNER_ONLY);
    try {
      Files.writeString(fresh, secret.text() + "\n", US_ASCII);
      Files.move(fresh, file, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
