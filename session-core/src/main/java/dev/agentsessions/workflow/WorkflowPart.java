package dev.agentsessions.workflow;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A command or an agent of a workflow.
 *
 * @param name of its file, without {@code .md}
 * @param description as the file's head says
 */
public record WorkflowPart(String name, Optional<String> description) {
  private static final String MARK = "---";
  private static final String KEY = "description:";
  private static final int MAX_DESCRIPTION = 1000;

  public WorkflowPart {
    requireNonNull(name, "name");
    requireNonNull(description, "description");
  }

  /**
   * Reads the head of a Markdown file: lines between two of {@code ---}.
   *
   * @param text its beginning
   */
  public static WorkflowPart of(String name, String text) {
    boolean hasHead =
        text.lines().findFirst().filter(line -> line.strip().equals(MARK)).isPresent();
    Optional<String> description =
        !hasHead
            ? Optional.empty()
            : text.lines()
                .skip(1)
                .takeWhile(line -> !line.strip().equals(MARK))
                .filter(line -> line.startsWith(KEY))
                .map(line -> unquoted(line.substring(KEY.length()).strip()))
                .filter(value -> !value.isEmpty())
                .findFirst();
    return new WorkflowPart(name, description);
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    String plain = quoted ? value.substring(1, value.length() - 1) : value;
    return plain.substring(0, Math.min(plain.length(), MAX_DESCRIPTION));
  }
}
