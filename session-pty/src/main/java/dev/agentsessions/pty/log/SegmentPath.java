package dev.agentsessions.pty.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The two files of a segment, named after the absolute offset of its first byte.
 *
 * @param folder the epoch's folder
 * @param first the offset
 */
record SegmentPath(Path folder, long first) {
  private static final Pattern LOG = Pattern.compile("(0[0-8]\\d{18})\\.log");

  /** The segments of a folder by offset. */
  static List<SegmentPath> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> LOG.matcher(file.getFileName().toString()))
          .filter(name -> name.matches())
          .map(name -> new SegmentPath(folder, Long.parseLong(name.group(1))))
          .sorted((left, right) -> Long.compare(left.first, right.first))
          .toList();
    }
  }

  Path log() {
    return folder.resolve(name() + ".log");
  }

  Path index() {
    return folder.resolve(name() + ".idx");
  }

  void delete() throws IOException {
    Files.deleteIfExists(index());
    Files.deleteIfExists(log());
  }

  private String name() {
    return String.format(Locale.ROOT, "%020d", first);
  }
}
