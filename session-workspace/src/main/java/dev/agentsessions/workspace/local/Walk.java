package dev.agentsessions.workspace.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One way from a workspace's root to where a path leads, name by name, each looked up in the open
 * folder before it and never followed by the system. What a link says is walked the same way, so it
 * cannot lead out, whoever exchanges what and when. For one thread.
 */
final class Walk {
  /** As many as Linux follows. */
  private static final int MAX_LINKS = 40;

  /** Names in all, with those of links: nobody waits for a labyrinth. */
  private static final int MAX_STEPS = 10_000;

  private final Root root;
  private final boolean followsLast;
  private final Deque<String> rest = new ArrayDeque<>();
  private final List<String> walked = new ArrayList<>();
  private SecureDirectoryStream<Path> folder;
  private int links;
  private int steps;

  private Walk(Root root, WorkspacePath path, boolean followsLast) throws IOException {
    this.root = root;
    this.followsLast = followsLast;
    rest.addAll(path.names());
    folder = root.open();
  }

  /**
   * @param followsLast whether a link that the path ends with is followed, too
   * @throws Invalid if it leads out, or to what git keeps for itself
   * @throws IOException if something on the way cannot be looked at, or is exchanged meanwhile
   */
  static Spot to(Root root, WorkspacePath path, boolean followsLast) throws IOException {
    var walk = new Walk(root, path, followsLast);
    boolean arrived = false;
    try {
      Spot spot = walk.go();
      arrived = true;
      return spot;
    } finally {
      if (!arrived) {
        walk.folder.close();
      }
    }
  }

  private Spot go() throws IOException {
    while (!rest.isEmpty()) {
      Invalid.check(++steps <= MAX_STEPS, "path", "leads through too many links");
      String name = rest.element();
      if (name.equals("..")) {
        rest.remove();
        goBack();
        continue;
      }
      // A link may say what no caller may.
      boolean isFile = walked.isEmpty() ? WorkspacePath.isName(name) : WorkspacePath.isBelow(name);
      Invalid.check(isFile, "path", "leads out of the workspace's files");
      Optional<BasicFileAttributes> attributes = Spot.attributes(folder, Path.of(name));
      boolean isLast = rest.size() == 1;
      boolean isLink = attributes.isPresent() && attributes.get().isSymbolicLink();
      if (isLink && (!isLast || followsLast)) {
        rest.remove();
        follow(name);
      } else if (attributes.isEmpty() || isLast) {
        return new Spot(folder, List.copyOf(rest), attributes);
      } else {
        Invalid.check(attributes.get().isDirectory(), "path", "leads through what is no folder");
        rest.remove();
        enter(name);
      }
    }
    return new Spot(
        folder,
        List.of(),
        Optional.of(folder.getFileAttributeView(BasicFileAttributeView.class).readAttributes()));
  }

  private void enter(String name) throws IOException {
    SecureDirectoryStream<Path> next = folder.newDirectoryStream(Path.of(name), NOFOLLOW_LINKS);
    folder.close();
    folder = next;
    walked.add(name);
  }

  /** To the parent that was walked through, not to the one that a moved folder has now. */
  private void goBack() throws IOException {
    Invalid.check(!walked.isEmpty(), "path", "leads out of the workspace");
    walked.removeLast();
    for (String name : walked.reversed()) {
      rest.addFirst(name);
    }
    restart();
  }

  private void restart() throws IOException {
    walked.clear();
    SecureDirectoryStream<Path> first = root.open();
    folder.close();
    folder = first;
  }

  /**
   * Java reads links by path only. If another one was read by that, what it says is no more than
   * another thing to be walked, and it leads no further out than any.
   */
  private void follow(String name) throws IOException {
    Invalid.check(++links <= MAX_LINKS, "path", "leads through too many links");
    Path start = root.path();
    Path link = start;
    for (String each : walked) {
      link = link.resolve(each);
    }
    Path target = Files.readSymbolicLink(link.resolve(name));
    if (target.isAbsolute()) {
      target = inside(start, target);
      restart();
    }
    List<String> names = new ArrayList<>();
    target.forEach(each -> names.add(each.toString()));
    for (String each : names.reversed()) {
      if (!each.isEmpty() && !each.equals(".")) {
        rest.addFirst(each);
      }
    }
  }

  private static Path inside(Path start, Path target) throws IOException {
    for (Path place : List.of(start, start.toRealPath())) {
      if (target.startsWith(place)) {
        return target.equals(place)
            ? Path.of("")
            : target.subpath(place.getNameCount(), target.getNameCount());
      }
    }
    throw new Invalid("path", "leads out of the workspace");
  }
}
