package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A session's name in addresses, unique in its project: lower-case letters, digits and single
 * hyphens (S-12). Never starts like an id, so that an address is one or the other.
 */
public record Slug(String value) {
  private static final int MAX_LENGTH = 200;
  private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern DROPPED = Pattern.compile("[^a-z0-9-]");
  private static final Pattern HYPHENS = Pattern.compile("-{2,}");
  private static final Pattern ENDS = Pattern.compile("^-|-$");

  public Slug {
    checkArgument(hasForm(value), "not a slug: %s", value);
    checkArgument(
        !value.startsWith(SessionId.PREFIX),
        "a slug must not start with ses-, as ids do: %s",
        value);
  }

  /**
   * The slug of a name: {@code My Agent} gives {@code my-agent}.
   *
   * @throws IllegalArgumentException if nothing is left of the name, or what is left looks like an
   *     id
   */
  public static Slug of(String name) {
    String text = text(name);
    checkArgument(!text.isEmpty(), "no letter or digit in the name: %s", name);
    return new Slug(text);
  }

  /** Whether a name makes a slug. */
  public static boolean isMadeOf(String name) {
    return isOne(text(name));
  }

  private static String text(String name) {
    String text = BLANKS.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceAll("-");
    text = DROPPED.matcher(text).replaceAll("");
    text = HYPHENS.matcher(text).replaceAll("-");
    return ENDS.matcher(text).replaceAll("");
  }

  /** Whether a text can be a slug. */
  static boolean isOne(String text) {
    return hasForm(text) && !text.startsWith(SessionId.PREFIX);
  }

  private static boolean hasForm(String text) {
    return text.length() <= MAX_LENGTH && FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
