package dev.agentsessions.workspace;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The files of sessions, whatever may be among them (F-01…F-03). Links are followed while they stay
 * in the workspace, whoever exchanges them meanwhile; content outside is neither read nor written.
 * What git keeps for itself, and names that {@link WorkspacePath} does not take, are not there. A
 * call waits for the disk, and for nobody else. Safe for many threads. Passes {@code
 * WorkspaceFilesContract}.
 *
 * <p>Who changes something shows the session's fence as it is stored, also while the session rests
 * and has no owner: a caller's wish is nobody's privilege, but a host that fell behind must not
 * act.
 *
 * <p>Every method throws
 *
 * <ul>
 *   <li>{@link SessionException.Invalid} for a path that leads outside or to what is no file,
 *   <li>{@link SessionException.Unsatisfied} where the session has no workspace (yet), or its host
 *       may not do this there,
 *   <li>{@link SessionException.Unavailable} when nothing can be said now, such as when what is on
 *       the way changes all the time; nothing happened.
 * </ul>
 */
public interface WorkspaceFiles {
  /** Entries of one listing. */
  int MAX_ENTRIES = 100_000;

  /** What a path stands for; empty: nothing. The root is a folder without a name. */
  Optional<FileEntry> find(Session session, WorkspacePath path);

  /**
   * What a folder holds, sorted by name; a file is the one entry, and what is missing none.
   *
   * @throws SessionException.Unsatisfied if there are more than {@link #MAX_ENTRIES}
   */
  List<FileEntry> list(Session session, WorkspacePath path);

  /**
   * Opens a file.
   *
   * @throws SessionException.NotFound if there is none
   */
  OpenFile open(Session session, WorkspacePath path);

  /**
   * Makes a file, or replaces one: whoever reads sees the former content or all of the new one.
   * Parents are made. A file keeps its permissions, and a link to it its place. Nothing but an
   * emptied folder can stay of a call that fails.
   *
   * @param content read to its end, not closed
   * @param limit in bytes
   * @return as it is now
   * @throws SessionException.TooLarge if there is more; nothing is changed
   * @throws SessionException.StaleFence if a higher fence was seen; nothing is changed
   * @throws IOException if the content cannot be read; nothing is changed
   */
  FileEntry write(Session session, Fence fence, WorkspacePath path, InputStream content, long limit)
      throws IOException;

  /**
   * Deletes a file, or a link, wherever that leads.
   *
   * @throws SessionException.NotFound if there is none
   * @throws SessionException.StaleFence if a higher fence was seen
   */
  void delete(Session session, Fence fence, WorkspacePath path);

  /**
   * Writes a folder as a zip file, one file after the other. Links to folders are left out: they
   * could lead in circles. What changes meanwhile may be there as it was or as it is.
   *
   * @param to is not closed
   * @throws SessionException.NotFound if there is no such folder; nothing is written
   * @throws SessionException.LimitReached if it has more than 100,000 files or 64 GiB; some of it
   *     is written
   * @throws IOException if it cannot be written
   */
  default void archive(Session session, WorkspacePath folder, OutputStream to) throws IOException {
    new FolderArchive(this, session, folder, FolderArchive.Bounds.USUAL).writeTo(to);
  }
}
