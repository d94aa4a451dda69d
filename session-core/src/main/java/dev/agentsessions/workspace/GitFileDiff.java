package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

/**
 * What has changed in one file.
 *
 * @param base the commit that is compared with, in full
 * @param patch in git's unified form; empty if binary
 * @param whole false: it is longer, and only its beginning is here
 */
public record GitFileDiff(String base, GitChange change, String patch, boolean whole) {
  /** Characters of a patch. */
  public static final int MAX_PATCH = 1 << 20;

  public GitFileDiff {
    requireNonNull(base, "base");
    requireNonNull(change, "change");
    requireNonNull(patch, "patch");
  }
}
