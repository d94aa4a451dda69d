package dev.agentsessions.workspace;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A folder as a zip file, made of what its port lists and opens: memory grows with the number of
 * files, which is bounded, and not with what is in them. What is in them is bounded, too: links to
 * one file, and files with holes, have more to read than a disk can hold. For one thread.
 */
final class FolderArchive {
  /**
   * How much one archive may have.
   *
   * @param bytes before they are packed
   */
  record Bounds(int entries, long bytes) {
    static final Bounds USUAL = new Bounds(100_000, 64L << 30);
  }

  private static final int FAST = 1; // who waits for it has a network between

  private final WorkspaceFiles files;
  private final Session session;
  private final WorkspacePath folder;
  private final Bounds bounds;
  private int entries;
  private long bytes;

  FolderArchive(WorkspaceFiles files, Session session, WorkspacePath folder, Bounds bounds) {
    this.files = files;
    this.session = session;
    this.folder = folder;
    this.bounds = bounds;
  }

  void writeTo(OutputStream to) throws IOException {
    FileEntry found =
        files
            .find(session, folder)
            .orElseThrow(() -> new SessionException.NotFound("folder " + folder));
    SessionException.Invalid.check(found.isDirectory(), "path", "must be a folder's");
    var zip = new ZipOutputStream(to);
    zip.setLevel(FAST);
    add(zip, files.list(session, folder));
    zip.finish();
  }

  private void add(ZipOutputStream zip, List<FileEntry> found) throws IOException {
    for (FileEntry entry : found) {
      if (++entries > bounds.entries()) {
        throw new SessionException.LimitReached("files of an archive", bounds.entries());
      }
      switch (entry.type()) {
        case FILE -> addFile(zip, entry);
        case DIRECTORY -> {
          if (!entry.link()) {
            begin(zip, entry, "/");
            zip.closeEntry();
            add(zip, files.list(session, entry.path()));
          }
        }
        case LINK, OTHER -> {}
      }
    }
  }

  private void addFile(ZipOutputStream zip, FileEntry entry) throws IOException {
    try (OpenFile file = files.open(session, entry.path())) {
      bytes += file.entry().size();
      if (bytes > bounds.bytes()) {
        throw new SessionException.LimitReached("bytes of an archive", bounds.bytes());
      }
      try (InputStream content = file.read(0, file.entry().size())) {
        begin(zip, entry, "");
        content.transferTo(zip);
        zip.closeEntry();
      }
    } catch (SessionException.NotFound
        | SessionException.Invalid
        | SessionException.Unsatisfied gone) {
      // It was there when it was listed, or never for us: what is there is archived.
    }
  }

  private void begin(ZipOutputStream zip, FileEntry entry, String end) throws IOException {
    int prefix = folder.isRoot() ? 0 : folder.value().length() + 1;
    var place = new ZipEntry(entry.path().value().substring(prefix) + end);
    place.setLastModifiedTime(FileTime.from(entry.modifiedAt()));
    zip.putNextEntry(place);
  }
}
