package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

/**
 * A file that differs.
 *
 * @param path from the top of the repository; what is not UTF-8 in it is replaced
 * @param added lines; 0 if binary
 * @param removed lines; 0 if binary
 */
public record GitChange(String path, Kind kind, long added, long removed, boolean binary) {
  /** How it differs. Who renames a file removes one and adds another. */
  public enum Kind {
    ADDED,
    MODIFIED,
    REMOVED,
    /** Something else of that name, such as a link in place of a file. */
    TYPE_CHANGED,
    /** A merge is not resolved. */
    CONFLICTED
  }

  public GitChange {
    requireNonNull(path, "path");
    requireNonNull(kind, "kind");
  }
}
