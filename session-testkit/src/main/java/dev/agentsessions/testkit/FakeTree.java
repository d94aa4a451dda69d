package dev.agentsessions.testkit;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.workspace.FileEntry;
import dev.agentsessions.workspace.FileType;
import dev.agentsessions.workspace.WorkspacePath;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One workspace in memory: what is at each path. For one thread at a time. */
final class FakeTree {
  sealed interface Node {}

  record Folder() implements Node {}

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Content(byte[] bytes) implements Node {}

  record Link(String target) implements Node {}

  record Pipe() implements Node {}

  private record Placed(Node node, Instant at) {}

  private static final int MAX_LINKS = 40;

  private final Map<String, Placed> places = new TreeMap<>(Map.of("", placed(new Folder(), 0)));
  private long changes;
  private boolean lost;

  Optional<FileEntry> find(WorkspacePath path) {
    return Optional.ofNullable(places.get(real(path.value(), true)))
        .map(placed -> entry(path, isLink(path), placed));
  }

  List<FileEntry> list(WorkspacePath path) {
    Optional<FileEntry> found = find(path);
    if (found.isEmpty() || !found.get().isDirectory()) {
      return found.stream().toList();
    }
    String real = real(path.value(), true);
    String prefix = real.isEmpty() ? "" : real + "/";
    return places.keySet().stream()
        .filter(each -> !each.isEmpty() && each.startsWith(prefix))
        .map(each -> each.substring(prefix.length()))
        .filter(name -> !name.contains("/"))
        .flatMap(name -> path.find(name).stream())
        .map(this::child)
        .sorted(Comparator.comparing(FileEntry::path))
        .toList();
  }

  private FileEntry child(WorkspacePath path) {
    FileEntry own = entry(path, isLink(path), there(real(path.value(), false)));
    try {
      return find(path).orElse(own);
    } catch (Invalid leadsOut) {
      return own;
    }
  }

  /** Of a file that is there. */
  byte[] content(WorkspacePath path) {
    return ((Content) there(real(path.value(), true)).node()).bytes();
  }

  FileEntry write(WorkspacePath path, byte[] bytes) {
    String real = real(path.value(), true);
    putFolder(real.substring(0, Math.max(0, real.lastIndexOf('/'))));
    put(real, new Content(bytes));
    return entry(path, false, there(real));
  }

  boolean isLink(WorkspacePath path) {
    Placed own = places.get(real(path.value(), false));
    return own != null && own.node() instanceof Link;
  }

  void delete(WorkspacePath path) {
    places.remove(real(path.value(), false));
  }

  FakeTree putFolder(String path) {
    String parent = "";
    for (String name : names(path)) {
      String folder = parent.isEmpty() ? name : parent + "/" + name;
      places.computeIfAbsent(folder, absent -> placed(new Folder(), ++changes));
      parent = folder;
    }
    return this;
  }

  FakeTree put(String path, Node node) {
    places.put(path, placed(node, ++changes));
    return this;
  }

  FakeTree lose() {
    lost = true;
    return this;
  }

  boolean isLost() {
    return lost;
  }

  /** Where a path leads, without a link in it; perhaps to what is not there. */
  private String real(String path, boolean followsLast) {
    if (lost) {
      throw new Unsatisfied("workspace", "is not there");
    }
    Deque<String> rest = new ArrayDeque<>(names(path));
    List<String> walked = new ArrayList<>();
    int links = 0;
    while (!rest.isEmpty()) {
      String name = rest.remove();
      if (name.equals("..")) {
        Invalid.check(!walked.isEmpty(), "path", "leads out of the workspace");
        walked.removeLast();
        continue;
      }
      Invalid.check(WorkspacePath.isName(name), "path", "leads out of the workspace's files");
      walked.add(name);
      Placed there = places.get(String.join("/", walked));
      if (there != null && there.node() instanceof Link link && (!rest.isEmpty() || followsLast)) {
        Invalid.check(++links <= MAX_LINKS, "path", "leads through too many links");
        Invalid.check(!link.target().startsWith("/"), "path", "leads out of the workspace");
        walked.removeLast();
        names(link.target()).reversed().forEach(rest::addFirst);
      } else if (there != null && !rest.isEmpty()) {
        Invalid.check(there.node() instanceof Folder, "path", "leads through what is no folder");
      }
    }
    return String.join("/", walked);
  }

  private Placed there(String real) {
    return requireNonNull(places.get(real), real);
  }

  private static List<String> names(String path) {
    return Stream.of(path.split("/", -1))
        .filter(name -> !name.isEmpty() && !name.equals("."))
        .toList();
  }

  private static Placed placed(Node node, long change) {
    return new Placed(node, Instant.EPOCH.plusSeconds(change));
  }

  private static FileEntry entry(WorkspacePath path, boolean link, Placed placed) {
    return switch (placed.node()) {
      case Folder folder -> new FileEntry(path, FileType.DIRECTORY, link, 0, placed.at());
      case Content file ->
          new FileEntry(path, FileType.FILE, link, file.bytes().length, placed.at());
      case Link any -> new FileEntry(path, FileType.LINK, link, 0, placed.at());
      case Pipe pipe -> new FileEntry(path, FileType.OTHER, link, 0, placed.at());
    };
  }
}
