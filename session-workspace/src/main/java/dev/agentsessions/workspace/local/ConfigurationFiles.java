package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * What repositories' configuration files say, as git reads them. It is asked again only after a
 * file has changed: for a look at a small repository a second program would be half of the time.
 * Safe from any thread.
 */
final class ConfigurationFiles {
  /** What no change leaves as it is. Whoever may write a file may set its other times. */
  private static final String STATE = "unix:dev,ino,size,ctime";

  private static final String CHANGED = "ctime";

  /** Times in file systems are as coarse as 2 s: a younger file may change and not look it. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  /** Characters of all that are known. */
  private static final int MOST = 4 << 20;

  private record Known(Map<String, Object> state, SealedConfiguration configuration) {
    private int length() {
      return 1 + configuration.items().stream().mapToInt(String::length).sum();
    }
  }

  private final GitProgram git;
  private final InstantSource clock;
  private final Cache<Path, Known> known =
      CacheBuilder.newBuilder()
          .concurrencyLevel(1)
          .maximumWeight(MOST)
          .weigher((Path file, Known of) -> of.length())
          .build();

  /**
   * @param clock that of the file systems
   */
  ConfigurationFiles(GitProgram git, InstantSource clock) {
    this.git = requireNonNull(git, "git");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * What a file says; what it includes is not read.
   *
   * @param folder where git may run, in no repository
   * @throws GitFailure if it cannot be read
   */
  SealedConfiguration read(Path file, Path folder) {
    Map<String, Object> state = state(file);
    Known before = known.getIfPresent(file);
    if (before != null && before.state().equals(state)) {
      return before.configuration();
    }
    SealedConfiguration configuration = ask(file, folder);
    if (isSettled(state) && state.equals(state(file))) {
      known.put(file, new Known(state, configuration));
    }
    return configuration;
  }

  /** Empty: it is not there, or may not be looked at. */
  private static Map<String, Object> state(Path file) {
    try {
      return Files.readAttributes(file, STATE);
    } catch (IOException e) {
      return Map.of(); // git says what is wrong
    }
  }

  private boolean isSettled(Map<String, Object> state) {
    return state.get(CHANGED) instanceof FileTime changed
        && changed.toInstant().plus(SETTLED).isBefore(clock.instant());
  }

  private SealedConfiguration ask(Path file, Path folder) {
    GitOutput list =
        git.run(
            folder,
            GitCommand.of("config", "--no-includes", "-z", "--list", "--file")
                .value(file.toString()));
    list.orThrow();
    if (!list.whole()) {
      throw new GitFailure("the configuration in " + file + " is too long");
    }
    return new SealedConfiguration(list.items().stream().filter(item -> !item.isEmpty()).toList());
  }
}
