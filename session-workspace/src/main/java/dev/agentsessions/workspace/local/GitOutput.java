package dev.agentsessions.workspace.local;

import java.util.List;

/**
 * What a call of git came to.
 *
 * @param status its exit status
 * @param text its standard output, not longer than {@link GitCall} says
 * @param error its standard error, likewise
 * @param whole whether the standard output was not longer
 */
record GitOutput(int status, String text, String error, boolean whole) {
  GitOutput(int status, String text, String error) {
    this(status, text, error, true);
  }

  boolean succeeded() {
    return status == 0;
  }

  /** The output of a call that succeeded, without blanks around it. */
  String orThrow() {
    if (!succeeded()) {
      throw new GitFailure.Refused(complaint());
    }
    return text.strip();
  }

  /** Git's words for: see what ssh has said. */
  private static final String UNREAD = "fatal: Could not read from remote repository.";

  /** Git's words for: nothing went wrong yet. */
  private static final String BEGUN = "Cloning into ";

  /** What went wrong, in git's own words, or those of ssh. */
  String complaint() {
    List<String> lines =
        error
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith(BEGUN))
            .toList();
    int unread = lines.indexOf(UNREAD);
    if (unread > 0) {
      return "git: " + lines.get(unread - 1);
    }
    return lines.stream()
        .filter(line -> line.startsWith("fatal: ") || line.startsWith("error: "))
        .findFirst()
        .map(line -> "git: " + line.substring("fatal: ".length()))
        .orElseGet(
            () -> lines.isEmpty() ? "git ended with status " + status : "git: " + lines.getLast());
  }

  /** The items of an output that ends each with NUL. */
  List<String> items() {
    return text.isEmpty() ? List.of() : List.of(text.split("\0", -1));
  }
}
