package dev.agentsessions.workspace.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.workspace.FileEntry;
import dev.agentsessions.workspace.FileType;
import dev.agentsessions.workspace.WorkspaceFiles;
import dev.agentsessions.workspace.WorkspacePath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says what is there. Safe for many threads. */
final class Listing {
  private final OpeningThreads opening;

  @Inject
  Listing(OpeningThreads opening) {
    this.opening = requireNonNull(opening, "opening");
  }

  Optional<FileEntry> find(Root root, WorkspacePath path) throws IOException {
    try (Spot spot = opening.open(() -> Walk.to(root, path, false))) {
      if (!spot.isLink()) {
        return spot.attributes().map(found -> entry(path, false, found));
      }
    }
    try (Spot target = opening.open(() -> Walk.to(root, path, true))) {
      return target.attributes().map(found -> entry(path, true, found));
    }
  }

  List<FileEntry> list(Root root, WorkspacePath path) throws IOException {
    Optional<FileEntry> found = find(root, path);
    if (found.isEmpty() || !found.get().isDirectory()) {
      return found.stream().toList();
    }
    try (SecureDirectoryStream<Path> folder = opening.open(() -> folder(root, path))) {
      List<FileEntry> entries = new ArrayList<>();
      for (Path each : folder) {
        add(entries, root, path, folder, each.getFileName());
      }
      entries.sort(Comparator.comparing(FileEntry::path));
      return entries;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static SecureDirectoryStream<Path> folder(Root root, WorkspacePath path)
      throws IOException {
    Spot spot = Walk.to(root, path, true);
    if (spot.isFolderItself()) {
      return spot.folder();
    }
    try (spot) {
      return spot.folder().newDirectoryStream(spot.name(), NOFOLLOW_LINKS);
    }
  }

  private void add(
      List<FileEntry> entries,
      Root root,
      WorkspacePath path,
      SecureDirectoryStream<Path> folder,
      Path name)
      throws IOException {
    Optional<WorkspacePath> child = path.find(name.toString());
    Optional<BasicFileAttributes> attributes =
        child.isPresent() ? Spot.attributes(folder, name) : Optional.empty();
    if (attributes.isEmpty()) {
      return; // it cannot be named, or was deleted meanwhile
    }
    if (entries.size() == WorkspaceFiles.MAX_ENTRIES) {
      throw new Unsatisfied("path", "has more than " + entries.size() + " entries");
    }
    entries.add(
        attributes.get().isSymbolicLink()
            ? link(root, child.get(), attributes.get())
            : entry(child.get(), false, attributes.get()));
  }

  /** What it leads to, if that is in the workspace. */
  private FileEntry link(Root root, WorkspacePath path, BasicFileAttributes own) {
    try {
      return find(root, path).orElseGet(() -> entry(path, true, own));
    } catch (IOException | Invalid | Unavailable e) {
      return entry(path, true, own); // it leads nowhere that we go
    }
  }

  static FileEntry entry(WorkspacePath path, boolean link, BasicFileAttributes attributes) {
    return new FileEntry(
        path, type(attributes), link, attributes.size(), attributes.lastModifiedTime().toInstant());
  }

  private static FileType type(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return FileType.FILE;
    }
    if (attributes.isDirectory()) {
      return FileType.DIRECTORY;
    }
    return attributes.isSymbolicLink() ? FileType.LINK : FileType.OTHER;
  }
}
