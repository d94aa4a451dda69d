package dev.agentsessions.secret;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * What a host seals secrets with. Whoever has it and a store can read them; without it they are
 * lost, so it is to be backed up, and not beside the store.
 */
public final class SecretKey {
  private static final int BYTES = 32;
  private static final int MAX_FILE = 1024;
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final byte[] bytes;

  private SecretKey(byte[] bytes) {
    checkArgument(bytes.length == BYTES, "a key has 32 bytes");
    this.bytes = bytes.clone();
  }

  /** One that is lost with the program. */
  public static SecretKey random() {
    byte[] fresh = new byte[BYTES];
    new SecureRandom().nextBytes(fresh);
    return new SecretKey(fresh);
  }

  /**
   * A key that was kept: 32 bytes in base 64, on a line.
   *
   * @throws IOException if it cannot be read; says why
   */
  public static SecretKey read(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE) {
      throw new IOException(file + " holds no key: it is too large");
    }
    String text = Files.readString(file, US_ASCII).strip();
    try {
      return new SecretKey(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds no key: 32 bytes in base 64 are expected", e);
    }
  }

  /**
   * The key of a data directory, made when there is none. Whoever makes it at the same time gets
   * the same one. What is there is never replaced, whatever it is.
   *
   * @throws IOException if it cannot be read or made; says why
   */
  public static SecretKey in(Path file) throws IOException {
    if (!Files.exists(file)) {
      make(file);
    }
    return read(file);
  }

  /** Whole and on the disk before it has its name, which no other file has then. */
  private static void make(Path file) throws IOException {
    Path unfinished =
        Files.createTempFile(file.toAbsolutePath().getParent(), "secret", ".tmp", OWNER_ONLY);
    try {
      try (FileChannel channel = FileChannel.open(unfinished, Set.of(StandardOpenOption.WRITE))) {
        String line = Base64.getEncoder().encodeToString(random().bytes) + "\n";
        channel.write(US_ASCII.encode(line));
        channel.force(true);
      }
      Files.createLink(file, unfinished);
    } catch (FileAlreadyExistsException e) {
      // another host was first: its key it is
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "a key";
  }
}
