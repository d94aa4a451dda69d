package dev.agentsessions.examples.program;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what several options take. What is wrong is an IllegalArgumentException with the rule. */
public final class Words {
  private Words() {}

  /** The path of a directory, which need not be there; absolute. */
  public static Path directory(String text) {
    return path(text, "must name a directory");
  }

  /** The path of a file, which need not be there; absolute. */
  public static Path file(String text) {
    return path(text, "must name a file");
  }

  private static Path path(String text, String wanted) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(wanted);
    }
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(wanted, e);
    }
  }

  /** One of the choices, whose words are in lower case, with hyphens. */
  public static <E extends Enum<E>> E choice(E[] choices, String text) {
    return Stream.of(choices)
        .filter(choice -> word(choice).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be "
                        + Stream.of(choices).map(Words::word).collect(Collectors.joining(" or "))));
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
