package dev.agentsessions.workspace;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Files that wait for a session to start (F-02): its environment puts them into the root of the
 * workspace, in place of what has their names, before it is Ready, and keeps them no longer. Goes
 * with its session. Safe for many threads. Passes {@code UploadsContract}.
 *
 * <p>Every method throws {@link SessionException.StaleFence} if a higher fence was seen, {@link
 * SessionException.Invalid} for more than one name, and {@link SessionException.Unavailable} when
 * the files cannot be reached now; nothing happened.
 */
public interface Uploads {
  /** Of one file. */
  int MAX_BYTES = 10 << 20;

  /** Of one session. */
  int MAX_FILES = 100;

  /**
   * Keeps a file, or another one by the same name.
   *
   * @param content read to its end, not closed
   * @throws SessionException.Invalid if it is empty
   * @throws SessionException.TooLarge if it has more than {@link #MAX_BYTES}; nothing is changed
   * @throws SessionException.LimitReached if {@link #MAX_FILES} others wait
   * @throws IOException if the content cannot be read; nothing is changed
   */
  void put(Session session, Fence fence, WorkspacePath name, InputStream content)
      throws IOException;

  /**
   * Keeps one no longer.
   *
   * @throws SessionException.NotFound if there is none, or none any more
   */
  void remove(Session session, Fence fence, WorkspacePath name);
}
