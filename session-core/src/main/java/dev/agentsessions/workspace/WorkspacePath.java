package dev.agentsessions.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.session.SessionException.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a workspace: names from its root on, with {@code /} between them; none is the root. It
 * is refused here, before any disk is asked, if it could mean something outside, on any system, or
 * what git keeps for itself. Where links on the disk lead is not known here.
 */
public record WorkspacePath(String value) implements Comparable<WorkspacePath> {
  public static final WorkspacePath ROOT = new WorkspacePath("");

  /** Bytes of UTF-8, as Linux bounds what a program may ask for at once. */
  public static final int MAX_BYTES = 4096;

  /** Bytes of UTF-8, as nearly every file system bounds a name. */
  public static final int MAX_NAME_BYTES = 255;

  private static final String FIELD = "path";
  private static final char REPLACEMENT = '\uFFFD'; // what decoders make of bytes that are no text

  /** What HFS+ does not see in a name. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\u200c-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]");

  /** What Windows does not see at a name's end; what follows a colon is another part of a file. */
  private static final Pattern UNSEEN_END = Pattern.compile("[. ]*(:.*)?$");

  /**
   * @throws Invalid for the field {@code path}, saying why
   */
  public WorkspacePath {
    if (!value.isEmpty()) {
      Invalid.check(!value.startsWith("/"), FIELD, "must be relative to the workspace");
      Invalid.check(
          value.getBytes(UTF_8).length <= MAX_BYTES,
          FIELD,
          "must not have more than " + MAX_BYTES + " bytes");
      for (String name : split(value)) {
        checkName(name);
      }
    }
  }

  /** Names from the root on; none for the root itself. */
  public List<String> names() {
    return isRoot() ? List.of() : split(value);
  }

  public boolean isRoot() {
    return value.isEmpty();
  }

  /** The last of its names; empty for the root. */
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** What it holds by a name; empty: there can be no such path. */
  public Optional<WorkspacePath> find(String name) {
    try {
      return name.indexOf('/') < 0 ? Optional.of(child(name)) : Optional.empty();
    } catch (Invalid refused) {
      return Optional.empty();
    }
  }

  private WorkspacePath child(String name) {
    return new WorkspacePath(isRoot() ? name : value + "/" + name);
  }

  /** Whether a name is one that a path may have. */
  public static boolean isName(String name) {
    return ROOT.find(name).isPresent();
  }

  /** By the names, one after the other. */
  @Override
  public int compareTo(WorkspacePath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static List<String> split(String value) {
    List<String> names = new ArrayList<>();
    int start = 0;
    for (int end = value.indexOf('/'); end >= 0; end = value.indexOf('/', start)) {
      names.add(value.substring(start, end));
      start = end + 1;
    }
    names.add(value.substring(start));
    return names;
  }

  private static void checkName(String name) {
    Invalid.check(!name.isEmpty(), FIELD, "must not have an empty name in it");
    Invalid.check(
        !name.equals(".") && !name.equals(".."), FIELD, "must not have . or .. for a name in it");
    Invalid.check(
        name.chars().noneMatch(WorkspacePath::isForbidden),
        FIELD,
        "must be text without backslashes and control characters");
    byte[] bytes = name.getBytes(UTF_8);
    Invalid.check(
        bytes.length <= MAX_NAME_BYTES,
        FIELD,
        "must not have a name of more than " + MAX_NAME_BYTES + " bytes in it");
    Invalid.check(
        new String(bytes, UTF_8).equals(name), FIELD, "must be text: half a character is in it");
    Invalid.check(!isGits(name), FIELD, "must not lead to what git keeps for itself");
  }

  private static boolean isForbidden(int character) {
    return Character.isISOControl(character) || character == '\\' || character == REPLACEMENT;
  }

  /** Whether some file system takes it for {@code .git}. */
  private static boolean isGits(String name) {
    String seen = UNSEEN.matcher(name).replaceAll("");
    String plain = UNSEEN_END.matcher(seen).replaceAll("").toLowerCase(Locale.ROOT);
    return plain.equals(".git") || plain.equals("git~1");
  }
}
