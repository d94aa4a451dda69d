package dev.agentsessions.workspace;

import java.io.InputStream;

/**
 * A file that was found and stays readable as it is, whatever becomes of its name. For one thread.
 */
public interface OpenFile extends AutoCloseable {
  /** As it was when it was opened. */
  FileEntry entry();

  /**
   * Its bytes from an offset on, read as they are asked for; fewer than asked for if it has become
   * shorter. Of several streams, read one after the other.
   *
   * @param from within 0..size
   * @param count at most what is left of the size
   */
  InputStream read(long from, long count);

  @Override
  void close();
}
