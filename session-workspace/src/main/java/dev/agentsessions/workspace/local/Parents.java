package dev.agentsessions.workspace.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.List;

/**
 * Makes the folders that a file is to be in. Java makes folders by path only, so each is made in
 * the workspace's root, under a name that nobody guesses, and moved from there by descriptors.
 */
final class Parents {
  private Parents() {}

  /**
   * Where a file is, or can be made now; a link is followed.
   *
   * @throws IOException also if folders are exchanged meanwhile
   */
  static Spot make(Root root, WorkspacePath path) throws IOException {
    Spot spot = Walk.to(root, path, true);
    if (spot.names().size() == 1) {
      return spot;
    }
    SecureDirectoryStream<Path> folder = spot.folder();
    boolean arrived = false;
    try (SecureDirectoryStream<Path> top = root.open()) {
      Invalid.check(!spot.isFolderItself(), "path", "must name a file, and this is a folder");
      for (Path name :
          spot.names().stream().limit(spot.names().size() - 1).map(Path::of).toList()) {
        make(root, top, folder, name);
        try (SecureDirectoryStream<Path> parent = folder) {
          folder = parent.newDirectoryStream(name, NOFOLLOW_LINKS);
        }
      }
      String last = spot.names().getLast();
      var made = new Spot(folder, List.of(last), Spot.attributes(folder, Path.of(last)));
      arrived = true;
      return made;
    } finally {
      if (!arrived) {
        folder.close();
      }
    }
  }

  private static void make(
      Root root, SecureDirectoryStream<Path> top, SecureDirectoryStream<Path> parent, Path name)
      throws IOException {
    Path made = Replacement.unguessed();
    Files.createDirectory(root.path().resolve(made));
    try {
      top.move(made, parent, name);
    } catch (IOException e) {
      top.deleteDirectory(made);
      if (Spot.attributes(parent, name).isEmpty()) {
        throw e;
      } // somebody else was faster
    }
  }
}
