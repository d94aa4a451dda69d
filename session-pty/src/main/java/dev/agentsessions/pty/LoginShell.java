package dev.agentsessions.pty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The login shell of the host's user. A host that systemd, cron or a build has started is not told
 * it, so it is looked up where it is kept; a Mac keeps it elsewhere.
 */
final class LoginShell {
  private static final Path PASSWD = Path.of("/etc/passwd");
  private static final String USUAL = "/bin/sh";
  private static final int NAME = 0;
  private static final int SHELL = 6;

  /** Shells of those who shall not log in; whoever runs a host wants one that works. */
  private static final Set<String> NONE = Set.of("nologin", "false", "true", "sync");

  private LoginShell() {}

  /**
   * Finds it.
   *
   * @param host the host program's variables
   */
  static String of(Map<String, String> host) {
    return of(host, PASSWD, System.getProperty("user.name"));
  }

  /**
   * Finds it: what {@code SHELL} says, else what the file says of the user, else {@code /bin/sh}.
   *
   * @param passwd perhaps not there, or not of the form that <a
   *     href="https://man7.org/linux/man-pages/man5/passwd.5.html">passwd(5)</a> describes
   */
  static String of(Map<String, String> host, Path passwd, String user) {
    return Optional.ofNullable(host.get("SHELL"))
        .filter(shell -> !shell.isBlank())
        .or(() -> entered(passwd, user))
        .orElse(USUAL);
  }

  private static Optional<String> entered(Path passwd, String user) {
    try (Stream<String> lines = Files.lines(passwd, ISO_8859_1)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > SHELL && fields[NAME].equals(user))
          .findFirst()
          .map(fields -> fields[SHELL].strip())
          .filter(LoginShell::isOneToWorkIn);
    } catch (IOException e) {
      return Optional.empty(); // the usual one is there
    }
  }

  private static boolean isOneToWorkIn(String shell) {
    Path file = Path.of(shell);
    return file.isAbsolute()
        && Files.isExecutable(file)
        && !NONE.contains(file.getFileName().toString());
  }
}
