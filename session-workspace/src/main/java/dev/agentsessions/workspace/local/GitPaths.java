package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import dev.agentsessions.session.SessionException.Invalid;
import java.util.Locale;

/** Paths from the top of a work tree: as callers write them, and as git tells them. */
final class GitPaths {
  private static final int MAX_LENGTH = 4096;

  private GitPaths() {}

  /**
   * Checks a path that a caller wrote.
   *
   * @throws Invalid for the field {@code path}
   */
  static void check(String path) {
    Invalid.check(
        !path.isEmpty() && path.length() <= MAX_LENGTH && path.indexOf(0) < 0,
        "path",
        "must name a file, without NUL");
    Invalid.check(UTF_8.newEncoder().canEncode(path), "path", "has half a character");
    for (String part : Splitter.on('/').split(path)) {
      Invalid.check(
          !part.isEmpty() && !part.equals(".") && !part.equals(".."),
          "path",
          "must be relative, and name each folder once on its way");
      Invalid.check(!part.toLowerCase(Locale.ROOT).equals(".git"), "path", "must not be git's own");
    }
  }

  /** For people, of a path that has one character a byte. */
  static String shown(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }

  /** The other way. */
  static String bytes(String shown) {
    return new String(shown.getBytes(UTF_8), ISO_8859_1);
  }
}
