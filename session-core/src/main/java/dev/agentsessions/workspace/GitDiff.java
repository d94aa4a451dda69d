package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a workspace has changed since a commit, files included that git does not know yet.
 *
 * @param base the commit that is compared with, in full
 * @param files by path, at most {@link #MAX_FILES}
 * @param fileCount all of them
 * @param totalAdded lines, in all of them
 * @param totalRemoved lines, likewise
 */
public record GitDiff(
    String base, List<GitChange> files, int fileCount, long totalAdded, long totalRemoved) {
  public static final int MAX_FILES = 5000;

  public GitDiff {
    requireNonNull(base, "base");
    files = List.copyOf(files);
  }
}
