package dev.agentsessions.examples.console;

import dev.agentsessions.host.HostId;
import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the values of options that hosts have in common. Each throws {@link
 * IllegalArgumentException} with what the value must be.
 */
public final class OptionValues {
  private static final int MAX_PORT = 65_535;

  private OptionValues() {}

  /** Where a person keeps what is not said. */
  public static Path usualData() {
    return Path.of(System.getProperty("user.home"), ".agent-sessions").toAbsolutePath();
  }

  /** 0..65535. */
  public static int port(String text) {
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MAX_PORT) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException("must be a number within 0..65535");
  }

  /** Names are not looked up: what they mean could change. */
  public static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text.equals("localhost") ? "127.0.0.1" : text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be an address such as 127.0.0.1", e);
    }
  }

  /** Absolute; need not exist. */
  public static Path directory(String text) {
    return path(text, "must name a directory");
  }

  /** Of an option, if it is there; absolute. */
  public static Optional<Path> file(Arguments arguments, String option) {
    return arguments.getAll(option, text -> path(text, "must name a file")).stream().findFirst();
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

  /** It names a folder too: no hidden one, and not the one above. */
  public static HostId hostId(String text) {
    try {
      if (!text.startsWith(".")) {
        return new HostId(text);
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "must have 1..64 letters, digits, . _ or -, and not begin with a dot");
  }

  /** By its word. */
  public static <E extends Enum<E>> E choice(E[] choices, String text) {
    return Stream.of(choices)
        .filter(choice -> word(choice).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be "
                        + Stream.of(choices)
                            .map(OptionValues::word)
                            .collect(Collectors.joining(" or "))));
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
