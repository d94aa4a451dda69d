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
 * files, which is bounded, and not with what is in them. For one thread.
 */
final class FolderArchive {
  /** Of one archive. */
  private static final int MAX_ENTRIES = 100_000;

  private static final int FAST = 1; // who waits for it has a network between

  private final WorkspaceFiles files;
  private final Session session;
  private final WorkspacePath folder;
  private int entries;

  FolderArchive(WorkspaceFiles files, Session session, WorkspacePath folder) {
    this.files = files;
    this.session = session;
    this.folder = folder;
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
      if (++entries > MAX_ENTRIES) {
        throw new SessionException.LimitReached("files of an archive", MAX_ENTRIES);
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
    try (OpenFile file = files.open(session, entry.path());
        InputStream content = file.read(0, file.entry().size())) {
      begin(zip, entry, "");
      content.transferTo(zip);
      zip.closeEntry();
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
