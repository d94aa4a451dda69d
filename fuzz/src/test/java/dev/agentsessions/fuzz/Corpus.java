package dev.agentsessions.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Known inputs, in a folder for each target: where a fuzzer begins, and what it once found. */
record Corpus(Path folder) {
  /** The one beside the tests. */
  static Corpus known() {
    try {
      URI at = Objects.requireNonNull(Corpus.class.getResource("/corpus")).toURI();
      return new Corpus(Path.of(at));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> targets() {
    return list(folder).stream().map(path -> path.getFileName().toString()).toList();
  }

  Path of(String target) {
    return folder.resolve(target);
  }

  List<Path> inputs(String target) {
    return list(of(target));
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All inputs in one folder, for all targets at once: each begins with its target's place. */
  Path together(Path into) throws IOException {
    List<String> names = new ArrayList<>(Fuzz.TARGETS.keySet());
    for (int place = 0; place < names.size(); place++) {
      for (Path input : inputs(names.get(place))) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(place);
        bytes.write(Files.readAllBytes(input));
        Files.write(
            into.resolve(names.get(place) + "-" + input.getFileName()), bytes.toByteArray());
      }
    }
    return into;
  }
}
