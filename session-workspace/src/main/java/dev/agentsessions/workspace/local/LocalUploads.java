package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import com.google.common.io.MoreFiles;
import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HighestFences;
import dev.agentsessions.reconcile.SessionCleaner;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.Uploads;
import dev.agentsessions.workspace.WorkspacePath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps them in a folder of the session's own, beside the worktrees. Nothing of it is in a
 * workspace before all of it is there; a file is removed here when it is there, so a host that dies
 * in between puts it there again.
 */
final class LocalUploads implements Uploads, SessionCleaner {
  private final WorkspaceConfig config;
  private final HighestFences fences;
  private final LocalFiles files;

  @Inject
  LocalUploads(WorkspaceConfig config, HighestFences fences, LocalFiles files) {
    this.config = requireNonNull(config, "config");
    this.fences = requireNonNull(fences, "fences");
    this.files = requireNonNull(files, "files");
  }

  @Override
  public void put(Session session, Fence fence, WorkspacePath name, InputStream content)
      throws IOException {
    fences.admit(session.id(), fence);
    checkName(name);
    try {
      Disk.ask(
          () -> {
            Path folder = Files.createDirectories(folder(session.id()));
            List<Path> waiting = waiting(session.id());
            if (waiting.size() >= MAX_FILES && !waiting.contains(folder.resolve(name.value()))) {
              throw new LimitReached("uploads", MAX_FILES);
            }
            try (Spot spot = Walk.to(new Root(folder, List.of()), name, false);
                var replacement = new Replacement(spot)) {
              long bytes = replacement.write(content, MAX_BYTES);
              Invalid.check(bytes > 0, "body", "must not be empty");
              fences.admit(session.id(), fence); // it took its time
              return replacement.place();
            }
          });
    } catch (Replacement.Unreadable e) {
      throw e.problem();
    }
  }

  @Override
  public void remove(Session session, Fence fence, WorkspacePath name) {
    fences.admit(session.id(), fence);
    checkName(name);
    boolean removed =
        Disk.ask(() -> Files.deleteIfExists(folder(session.id()).resolve(name.value())));
    if (!removed) {
      throw new NotFound("upload " + name);
    }
  }

  boolean isPending(SessionId session) {
    return Files.exists(folder(session)) && !Disk.ask(() -> waiting(session)).isEmpty();
  }

  /** Puts all that wait into the session's workspace, in place of what has their names. */
  void land(Session session, Fence fence) {
    for (Path each : Disk.ask(() -> waiting(session.id()))) {
      Disk.ask(
          () -> {
            try (InputStream content = Files.newInputStream(each)) {
              var name = new WorkspacePath(each.getFileName().toString());
              files.write(session, fence, name, content, MAX_BYTES);
            }
            return Files.deleteIfExists(each);
          });
    }
  }

  @Override
  public void clean(Session session) {
    Path folder = folder(session.id());
    try {
      if (Files.exists(folder)) {
        MoreFiles.deleteRecursively(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In full; what is still on its way has a name of ours. */
  private List<Path> waiting(SessionId session) throws IOException {
    try (Stream<Path> all = Files.list(folder(session))) {
      return all.filter(each -> !Replacement.isUnguessed(each.getFileName())).sorted().toList();
    }
  }

  private Path folder(SessionId session) {
    return config.uploads().resolve(session.value());
  }

  private static void checkName(WorkspacePath name) {
    Invalid.check(name.names().size() == 1, "path", "must be one name");
    Invalid.check(
        !Replacement.isUnguessed(Path.of(name.value())), "path", "must not be a name of ours");
  }
}
