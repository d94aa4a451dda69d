package dev.agentsessions.examples.program;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.HostId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The part of the command line that says which host this is, and where what it knows is kept.
 *
 * @param directory an absolute path, which need not exist yet
 * @param secretKey a file that holds the key for secrets, absolute; absent: the directory's
 */
public record DataOptions(
    Path directory, HostId hostId, StoreChoice store, Optional<Path> secretKey) {
  private static final String DATA = "--data";
  private static final String HOST_ID = "--host-id";
  private static final String SECRET_KEY = "--secret-key-file";

  public static final Set<String> NAMES =
      Stream.of(Set.of(DATA, HOST_ID, SECRET_KEY), StoreOptions.NAMES)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  public DataOptions {
    requireNonNull(directory, "directory");
    requireNonNull(hostId, "hostId");
    requireNonNull(store, "store");
    requireNonNull(secretKey, "secretKey");
  }

  /** What is wrong is one of the arguments' problems, and is as if it were not there. */
  public static DataOptions of(Arguments arguments) {
    return new DataOptions(
        arguments.get(DATA, usual(), Words::directory),
        arguments.get(HOST_ID, new HostId("main"), DataOptions::hostId),
        StoreOptions.of(arguments),
        arguments.getAll(SECRET_KEY, Words::file).stream().findFirst());
  }

  private static Path usual() {
    return Path.of(System.getProperty("user.home"), ".agent-sessions").toAbsolutePath();
  }

  /** It names a folder too: no hidden one, and not the one above. */
  private static HostId hostId(String text) {
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
}
