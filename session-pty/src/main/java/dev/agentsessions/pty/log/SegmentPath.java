package dev.agentsessions.pty.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a segment, named after the absolute offset of its first byte: its log and its index,
 * or both in one that is compressed.
 *
 * @param folder the epoch's folder
 * @param first the offset
 */
record SegmentPath(Path folder, long first) {
  private static final Pattern NAME = Pattern.compile("(0[0-8]\\d{18})\\.logz?");

  /** The segments of a folder by offset. */
  static List<SegmentPath> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(name -> name.matches())
          .map(name -> Long.parseLong(name.group(1)))
          .distinct() // raw and compressed, while one takes the other's place
          .sorted()
          .map(first -> new SegmentPath(folder, first))
          .toList();
    }
  }

  /** Whose segment it is, by where {@link OutputFolders} keeps output. */
  WorkerKey worker() {
    int names = folder.getNameCount();
    return new WorkerKey(
        folder.getName(names - 3).toString(), folder.getName(names - 2).toString());
  }

  Path log() {
    return folder.resolve(name() + ".log");
  }

  Path index() {
    return folder.resolve(name() + ".idx");
  }

  Path compressed() {
    return folder.resolve(name() + ".logz");
  }

  /** What is to become {@link #compressed}. */
  Path unfinished() {
    return folder.resolve(name() + ".tmp");
  }

  /** What its files take. */
  long bytes() throws IOException {
    long bytes = 0;
    for (Path file : List.of(log(), index(), compressed())) {
      bytes += Files.exists(file) ? Files.size(file) : 0;
    }
    return bytes;
  }

  /** Deletes the raw form. In this order, so that what is left over is found by its log. */
  void delete() throws IOException {
    Files.deleteIfExists(index());
    Files.deleteIfExists(log());
  }

  private String name() {
    return String.format(Locale.ROOT, "%020d", first);
  }
}
