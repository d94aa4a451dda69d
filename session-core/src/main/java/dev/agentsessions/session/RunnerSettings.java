package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import java.util.List;
import java.util.Optional;

/**
 * The container that a session's runtime runs it in, where it runs containers.
 *
 * @param image absent: the runtime's
 * @param command empty: the image's own
 * @param args empty: the image's own
 */
public record RunnerSettings(
    Optional<String> image, List<String> command, List<String> args, ResourceNeeds resources) {
  public static final RunnerSettings DEFAULT =
      new RunnerSettings(Optional.empty(), List.of(), List.of(), ResourceNeeds.DEFAULT);

  private static final int MAX_IMAGE = 1024;
  private static final int MAX_WORDS = 100;
  private static final int MAX_WORD = 8192;

  public RunnerSettings {
    image.ifPresent(
        name ->
            Invalid.check(
                !name.isEmpty()
                    && name.length() <= MAX_IMAGE
                    && name.chars().allMatch(c -> c > ' ' && c <= '~'),
                "spec.runner.image",
                "must be an image's name, in up to 1024 characters without blanks"));
    command = List.copyOf(command);
    check("spec.runner.command", command);
    args = List.copyOf(args);
    check("spec.runner.args", args);
    requireNonNull(resources, "resources");
  }

  /** Refuses, with this problem, whatever is said. */
  void checkIsDefault(String problem) {
    Invalid.check(resources.equals(ResourceNeeds.DEFAULT), "spec.resources", problem);
    Invalid.check(equals(DEFAULT), "spec.runner", problem);
  }

  private static void check(String field, List<String> words) {
    Invalid.check(words.size() <= MAX_WORDS, field, "has more than " + MAX_WORDS + " words");
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      Invalid.check(
          word.length() <= MAX_WORD && word.indexOf('\0') < 0,
          field + "[" + i + "]",
          "must have up to " + MAX_WORD + " characters, and no NUL");
    }
  }
}
