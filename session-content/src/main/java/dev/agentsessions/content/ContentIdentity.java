package dev.agentsessions.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.CallerIdentity;
import dev.agentsessions.identity.Credentials;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.session.SessionException.Unauthenticated;
import dev.agentsessions.session.SessionException.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Set;

/**
 * Lets in whoever has the session's content token: the hosts, which know who asked them and what
 * that one may (T-03). Its file is read anew each time, since it is replaced while this program
 * runs.
 */
final class ContentIdentity implements CallerIdentity {
  private static final Caller HOST = new Caller("host", Set.of(), Standing.ADMINISTRATOR);

  /** Of the file; a shorter one is a mistake, and would let in who guesses it. */
  private static final int LEAST = 32;

  private static final int MOST = 4096;

  private final Path file;

  ContentIdentity(Path file) {
    this.file = requireNonNull(file, "file");
  }

  @Override
  public Caller identify(Credentials credentials) {
    byte[] sent =
        credentials
            .bearer()
            .orElseThrow(() -> new Unauthenticated("the session's content token is needed"))
            .getBytes(UTF_8);
    // Takes as long whichever byte is the first that differs.
    if (MessageDigest.isEqual(expected(), sent)) {
      return HOST;
    }
    throw new Unauthenticated("this is not the session's content token");
  }

  @Override
  public boolean isOpen() {
    return false;
  }

  private byte[] expected() {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] token = new String(in.readNBytes(MOST), UTF_8).strip().getBytes(UTF_8);
      if (token.length >= LEAST) {
        return token;
      }
    } catch (NoSuchFileException e) {
      // as if it were too short
    } catch (IOException e) {
      throw new Unavailable("the content token cannot be read", e);
    }
    throw new Unauthenticated("there is no content token that anybody could have");
  }
}
