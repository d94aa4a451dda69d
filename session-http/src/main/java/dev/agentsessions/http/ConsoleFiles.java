package dev.agentsessions.http;

import dev.agentsessions.session.SessionException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The web console's files, from the class path; each is read once and kept. Thread-safe. */
final class ConsoleFiles {
  static final String INDEX = "index.html";

  /** A name without a dot would be a folder's. */
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "mjs", "text/javascript; charset=utf-8",
          "png", "image/png",
          "svg", "image/svg+xml",
          "webmanifest", "application/manifest+json",
          "woff2", "font/woff2");
  private static final String PLAIN = "text/plain; charset=utf-8";

  /**
   * @param tag an ETag: changes with the bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // ours alone, compared by its tag
  record ConsoleFile(String contentType, byte[] bytes, String tag) {}

  private final Map<String, ConsoleFile> known = new ConcurrentHashMap<>(); // as many as there are

  @Inject
  ConsoleFiles() {}

  /**
   * @param name such as {@code model/api.mjs}
   * @throws SessionException.NotFound if there is no such file
   */
  ConsoleFile find(String name) {
    ConsoleFile found = known.get(name);
    if (found == null) {
      found = read(name);
      known.put(name, found);
    }
    return found;
  }

  private static ConsoleFile read(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new SessionException.NotFound("file " + name);
    }
    try (InputStream in = ConsoleFiles.class.getResourceAsStream("console/" + name)) {
      if (in == null) {
        throw new SessionException.NotFound("file " + name);
      }
      byte[] bytes = in.readAllBytes();
      return new ConsoleFile(type(name), bytes, tag(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(String name) {
    return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), PLAIN);
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "\"" + HexFormat.of().formatHex(hash, 0, 8) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
