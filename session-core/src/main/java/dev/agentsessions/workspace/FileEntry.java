package dev.agentsessions.workspace;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a listing says of a name.
 *
 * @param path where it was found: a link's own place, not where it leads
 * @param type of what a link leads to
 * @param link whether it is one
 * @param size in bytes; of anything but a file it means nothing
 * @param modifiedAt when its content changed last
 */
public record FileEntry(
    WorkspacePath path, FileType type, boolean link, long size, Instant modifiedAt) {
  public FileEntry {
    requireNonNull(path, "path");
    requireNonNull(type, "type");
    checkArgument(size >= 0, "size is not negative: %s", size);
    requireNonNull(modifiedAt, "modifiedAt");
  }

  public String name() {
    return path.name();
  }

  public boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  /** The same, with another size. */
  public FileEntry sized(long size) {
    return new FileEntry(path, type, link, size, modifiedAt);
  }

  /** Another one for other content, as far as size and time tell. */
  public String tag() {
    return Long.toHexString(size)
        + "-"
        + Long.toHexString(modifiedAt.getEpochSecond())
        + "-"
        + Integer.toHexString(modifiedAt.getNano());
  }
}
