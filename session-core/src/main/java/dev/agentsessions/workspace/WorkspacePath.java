package dev.agentsessions.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.session.SessionException.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place in a workspace: names from its root on, with {@code /} between them; none is the root. It
 * is refused here, before any disk is asked, if it could mean something outside, on any system, or
 * what git, or a content service ({@link #SERVICE}), keeps for itself. Where links on the disk lead
 * is not known here.
 */
public record WorkspacePath(String value) implements Comparable<WorkspacePath> {
  public static final WorkspacePath ROOT = new WorkspacePath("");

  /** Bytes of UTF-8, as Linux bounds what a program may ask for at once. */
  public static final int MAX_BYTES = 4096;

  /** Bytes of UTF-8, as nearly every file system bounds a name. */
  public static final int MAX_NAME_BYTES = 255;

  /** In the root of a workspace, where a content service keeps what is its own (K-08). */
  public static final String SERVICE = ".agent-sessions";

  private static final String FIELD = "path";
  private static final char REPLACEMENT = '\uFFFD'; // what decoders make of bytes that are no text

  /**
   * @throws Invalid for the field {@code path}, saying why
   */
  public WorkspacePath {
    if (!value.isEmpty()) {
      Invalid.check(!value.startsWith("/"), FIELD, "must be relative to the workspace");
      Invalid.check(
          isWithin(MAX_BYTES, value), FIELD, "must not have more than " + MAX_BYTES + " bytes");
      List<String> names = split(value);
      names.forEach(WorkspacePath::checkName);
      Invalid.check(
          !names.getFirst().equals(SERVICE),
          FIELD,
          "must not lead to what is kept beside the files");
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

  /** Whether a name is one that a path may begin with. */
  public static boolean isName(String name) {
    return ROOT.find(name).isPresent();
  }

  /** Whether a name is one that a path may have further on. */
  public static boolean isBelow(String name) {
    return name.equals(SERVICE) || isName(name);
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
    for (int i = 0; i < name.length(); i++) {
      Invalid.check(
          !isForbidden(name.charAt(i)),
          FIELD,
          "must be text without backslashes and control characters");
    }
    Invalid.check(
        isWithin(MAX_NAME_BYTES, name),
        FIELD,
        "must not have a name of more than " + MAX_NAME_BYTES + " bytes in it");
    Invalid.check(isText(name), FIELD, "must be text: half a character is in it");
    Invalid.check(!isGits(name), FIELD, "must not lead to what git keeps for itself");
  }

  /** In bytes of UTF-8: a UTF-16 unit has at most 3. */
  private static boolean isWithin(int bytes, String text) {
    return text.length() <= bytes / 3
        || (text.length() <= bytes && text.getBytes(UTF_8).length <= bytes);
  }

  private static boolean isText(String name) {
    for (int i = 0; i < name.length(); i++) {
      char unit = name.charAt(i);
      if (Character.isSurrogate(unit)) {
        boolean isPair =
            i + 1 < name.length() && Character.isSurrogatePair(unit, name.charAt(i + 1));
        if (!isPair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static boolean isForbidden(char character) {
    return Character.isISOControl(character) || character == '\\' || character == REPLACEMENT;
  }

  /** Whether some file system takes a name, which is not empty, for {@code .git}. */
  public static boolean isGits(String name) {
    char first = name.charAt(0);
    if (first != '.' && first != 'g' && first != 'G' && !isUnseen(first)) {
      return false; // as nearly all
    }
    var seen = new StringBuilder(name.length());
    for (int i = 0; i < name.length() && name.charAt(i) != ':'; i++) {
      if (!isUnseen(name.charAt(i))) {
        seen.append(name.charAt(i));
      }
    }
    int end = seen.length();
    while (end > 0 && (seen.charAt(end - 1) == '.' || seen.charAt(end - 1) == ' ')) {
      end--; // Windows does not see them at a name's end
    }
    String plain = seen.substring(0, end);
    return plain.equalsIgnoreCase(".git") || plain.equalsIgnoreCase("git~1");
  }

  /** What HFS+ does not see in a name. */
  private static boolean isUnseen(char character) {
    return (character >= '\u200c' && character <= '\u200f')
        || (character >= '\u202a' && character <= '\u202e')
        || (character >= '\u2060' && character <= '\u206f')
        || character == '\ufeff';
  }
}
