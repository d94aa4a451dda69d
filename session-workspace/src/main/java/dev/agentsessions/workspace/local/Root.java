package dev.agentsessions.workspace.local;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.WorktreeSession;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.List;

/**
 * Where a session's workspace begins on this machine. A quick session's is wherever its location
 * leads, as its shells go there, too. A worktree's folder was made here and is never a link: one
 * that took its place leads somewhere else, and is not followed.
 *
 * @param base as a program would open it
 * @param below names of folders from there to the root, none of them a link
 */
record Root(Path base, List<Path> below) {
  Root {
    below = List.copyOf(below);
  }

  static Root of(Session session, WorkspaceConfig config) {
    return switch (session.spec().kind()) {
      case QuickSession quick -> new Root(quick.location(), List.of());
      case AgenticSession kind -> {
        AgenticPlace place = AgenticPlace.of(session, config);
        yield config.only().isPresent()
            ? new Root(place.root(), List.of())
            : new Root(
                config.workspaces(),
                List.of(place.folder().getFileName(), place.root().getFileName()));
      }
      case WorktreeSession kind -> {
        Worktree worktree = Worktree.of(session, kind, config.worktrees());
        yield worktree.isOurs()
            ? new Root(
                config.worktrees(),
                List.of(worktree.folder().getFileName(), worktree.directory().getFileName()))
            : new Root(worktree.directory(), List.of());
      }
    };
  }

  /** Its path, for what can only be asked by path. */
  Path path() {
    Path path = base;
    for (Path name : below) {
      path = path.resolve(name);
    }
    return path;
  }

  /**
   * @throws SessionException.Unsatisfied if there is no folder that can be read
   * @throws IOException if the system refuses, or if a link has taken its place
   */
  SecureDirectoryStream<Path> open() throws IOException {
    try {
      SecureDirectoryStream<Path> folder = openBase();
      for (Path name : below) {
        try (SecureDirectoryStream<Path> parent = folder) {
          folder = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        }
      }
      return folder;
    } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
      throw new SessionException.Unsatisfied(
          "workspace", "is not there, or cannot be read: it is made when its session starts");
    }
  }

  @SuppressWarnings("StreamResourceLeak") // closed here, or by who gets it
  private SecureDirectoryStream<Path> openBase() throws IOException {
    DirectoryStream<Path> folder = Files.newDirectoryStream(base);
    if (folder instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    folder.close();
    throw new SessionException.Unavailable("files cannot be reached safely on this system", null);
  }
}
