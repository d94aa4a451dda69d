package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HighestFences;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.workspace.FileEntry;
import dev.agentsessions.workspace.OpenFile;
import dev.agentsessions.workspace.WorkspaceFiles;
import dev.agentsessions.workspace.WorkspacePath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * Files of this machine. Every name is looked up in an open folder, never by a path that could lead
 * somewhere else by the time it is used (decision 0017). Fences are remembered as long as the
 * program runs.
 */
final class LocalFiles implements WorkspaceFiles {
  private final WorkspaceConfig config;
  private final HighestFences fences;
  private final OpeningThreads opening;
  private final Listing listing;

  @Inject
  LocalFiles(
      WorkspaceConfig config, HighestFences fences, OpeningThreads opening, Listing listing) {
    this.config = requireNonNull(config, "config");
    this.fences = requireNonNull(fences, "fences");
    this.opening = requireNonNull(opening, "opening");
    this.listing = requireNonNull(listing, "listing");
  }

  @Override
  public Optional<FileEntry> find(Session session, WorkspacePath path) {
    return Disk.ask(() -> listing.find(root(session), path));
  }

  @Override
  public List<FileEntry> list(Session session, WorkspacePath path) {
    return Disk.ask(() -> listing.list(root(session), path));
  }

  @Override
  public OpenFile open(Session session, WorkspacePath path) {
    return Disk.ask(() -> opening.open(() -> open(root(session), path)));
  }

  private static LocalFile open(Root root, WorkspacePath path) throws IOException {
    try (Spot spot = Walk.to(root, path, true)) {
      BasicFileAttributes attributes =
          spot.attributes().orElseThrow(() -> new NotFound("file " + path));
      checkRegular(attributes);
      return LocalFile.open(spot.folder(), spot.name(), path, attributes);
    }
  }

  @Override
  public FileEntry write(
      Session session, Fence fence, WorkspacePath path, InputStream content, long limit)
      throws IOException {
    fences.admit(session.id(), fence);
    try {
      return Disk.ask(
          () -> {
            try (Spot spot = opening.open(() -> Parents.make(root(session), path));
                var replacement = new Replacement(spot)) {
              spot.attributes().ifPresent(LocalFiles::checkRegular);
              replacement.write(content, limit);
              fences.admit(session.id(), fence); // it took its time
              return Listing.entry(path, false, replacement.place());
            }
          });
    } catch (Replacement.Unreadable e) {
      throw e.problem();
    }
  }

  @Override
  public void delete(Session session, Fence fence, WorkspacePath path) {
    fences.admit(session.id(), fence);
    Disk.ask(
        () -> {
          try (Spot spot = opening.open(() -> Walk.to(root(session), path, false))) {
            if (!spot.isLink()) {
              checkRegular(spot.attributes().orElseThrow(() -> new NotFound("file " + path)));
            }
            spot.folder().deleteFile(spot.name());
            return path;
          }
        });
  }

  private Root root(Session session) {
    return Root.of(session, config);
  }

  private static void checkRegular(BasicFileAttributes attributes) {
    Invalid.check(!attributes.isDirectory(), "path", "must name a file, and this is a folder");
    Invalid.check(attributes.isRegularFile(), "path", "must name a file, and this is none");
  }
}
