package dev.agentsessions.workspace;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a remote repository is: one of few ways to reach one, parsed, so that nothing that git
 * would run or take for an option passes. Holds no password (G-05, G-06).
 *
 * @param user to log in as; only of {@code ssh}
 * @param host empty of {@code file}; of an IPv6 address with its brackets
 * @param path begins with a slash, or is relative to the user's home where scp's form said so
 */
public record GitUrl(
    Scheme scheme, Optional<String> user, String host, OptionalInt port, String path) {
  /** How a repository is reached. A host says which of them it allows. */
  public enum Scheme {
    HTTPS,
    SSH,
    /** Of this machine. */
    FILE,
    /** Without encryption: whoever is in between reads credentials. */
    HTTP;

    /** Whether a name and a password are asked for; ssh has keys. */
    public boolean takesCredentials() {
      return this == HTTPS || this == HTTP;
    }
  }

  private static final int MAX_LENGTH = 2000;
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}]");
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:(?<user>[^@/]*)@)?(?<host>\\[[^]/]*]|[^:/\\[\\]]*)(?::(?<port>[0-9]{1,5}))?");
  private static final Pattern SCP =
      Pattern.compile("(?:(?<user>[^@/:]+)@)?(?<host>\\[[^]/]*]|[^:/\\[\\]]+):(?<path>[^@]*)");

  public GitUrl {
    requireNonNull(scheme, "scheme");
    requireNonNull(user, "user");
    requireNonNull(port, "port");
    boolean local = scheme == Scheme.FILE;
    checkArgument(local ? host.isEmpty() : HOST.matcher(host).matches(), "its host is none");
    checkArgument(
        user.isEmpty() || (scheme == Scheme.SSH && USER.matcher(user.get()).matches()),
        "it must hold no credentials");
    checkArgument(
        port.isEmpty() || (!local && port.getAsInt() >= 1 && port.getAsInt() <= 65_535),
        "its port is none");
    checkArgument(!path.isEmpty() && !path.equals("/"), "it names no repository");
    // Git reads <transport>::<address>, wherever it may begin.
    checkArgument(!path.contains("::") && !path.startsWith(":"), "it has two colons in a row");
    checkArgument(!path.startsWith("-") && !path.startsWith("/-"), "its path begins with a hyphen");
    checkArgument(path.startsWith("/") || scheme == Scheme.SSH, "its path is not absolute");
    checkArgument(path.codePoints().allMatch(GitUrl::mayBeInPath), "its path has odd characters");
    checkArgument(StandardCharsets.UTF_8.newEncoder().canEncode(path), "it has half a character");
  }

  /** No blanks, no controls, nothing that a shell on the way might read. */
  private static boolean mayBeInPath(int character) {
    return character > ' '
        && character != 0x7f
        && "\\\"'`$;|&<>(){}?#*!^".indexOf(character) < 0
        && !Character.isISOControl(character)
        && !Character.isSpaceChar(character);
  }

  /**
   * Reads {@code https://host/path}, {@code ssh://user@host:port/path}, {@code user@host:path} or
   * {@code file:///path}, and where said so their less safe kind; nothing else, however git would
   * read it.
   *
   * @throws IllegalArgumentException that says what is wrong, without the text
   */
  public static GitUrl parse(String text) {
    checkArgument(text.length() <= MAX_LENGTH, "it has more than %s characters", MAX_LENGTH);
    checkArgument(!text.startsWith("-"), "it begins with a hyphen");
    checkArgument(text.chars().noneMatch(Character::isISOControl), "it has control characters");
    int mark = text.indexOf("://");
    if (mark >= 0) {
      return ofScheme(text.substring(0, mark), text.substring(mark + 3));
    }
    if (text.startsWith("/")) {
      return new GitUrl(Scheme.FILE, Optional.empty(), "", OptionalInt.empty(), text);
    }
    Matcher scp = SCP.matcher(text);
    checkArgument(scp.matches(), "it is neither a URL nor user@host:path");
    return new GitUrl(
        Scheme.SSH,
        Optional.ofNullable(scp.group("user")),
        requireNonNull(scp.group("host")),
        OptionalInt.empty(),
        requireNonNull(scp.group("path")));
  }

  private static GitUrl ofScheme(String word, String rest) {
    Scheme scheme =
        switch (word) {
          case "https" -> Scheme.HTTPS;
          case "ssh" -> Scheme.SSH;
          case "file" -> Scheme.FILE;
          case "http" -> Scheme.HTTP;
          default -> throw new IllegalArgumentException("only https, ssh and, if allowed, file");
        };
    int slash = rest.indexOf('/');
    checkArgument(slash >= 0, "it names no repository");
    Matcher authority = AUTHORITY.matcher(rest.substring(0, slash));
    checkArgument(authority.matches(), "its host is none, or it holds credentials");
    String port = authority.group("port");
    return new GitUrl(
        scheme,
        Optional.ofNullable(authority.group("user")),
        requireNonNull(authority.group("host")),
        port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)),
        rest.substring(slash));
  }

  /**
   * A URL as somebody wrote it into a repository's configuration, without the name and password
   * that may be in it.
   *
   * @return empty: not one that {@link #parse} would take
   */
  public static Optional<GitUrl> ofConfigured(String text) {
    try {
      return Optional.of(parse(text.replaceFirst("(?i)^(https?://)[^/]*@", "$1")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What a clone is called if nobody says so: like the last part of the path, fit for a folder. */
  public String repositoryName() {
    String whole = bare(path);
    String last =
        whole
            .substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf(':')) + 1)
            .replaceAll("[^A-Za-z0-9._-]", "-")
            .replaceFirst("^[._-]+", "");
    return last.isEmpty() ? "repository" : last.substring(0, Math.min(last.length(), 100));
  }

  /** The host and its port, as git asks for credentials of it. */
  public String authority() {
    return host + (port.isPresent() ? ":" + port.getAsInt() : "");
  }

  /**
   * Whether both are, as servers go, the same repository: however it is reached and whoever logs
   * in, with or without {@code .git}.
   */
  public boolean isSamePlace(GitUrl other) {
    return host.equalsIgnoreCase(other.host)
        && (scheme != other.scheme || port.equals(other.port))
        && bare(path).equals(bare(other.path));
  }

  private static String bare(String path) {
    return path.replaceFirst("^/+", "").replaceFirst("/+$", "").replaceFirst("\\.git$", "");
  }

  /** In a form that {@link #parse} reads. */
  @Override
  public String toString() {
    String login = user.map(name -> name + "@").orElse("");
    return path.startsWith("/")
        ? scheme.name().toLowerCase(Locale.ROOT) + "://" + login + authority() + path
        : login + authority() + ":" + path;
  }
}
