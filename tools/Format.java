import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks or applies google-java-format on every Java file below a folder, but for build output and
 * generated code. The parent pom runs it on the JDK of the toolchain, because the formatter parses
 * with the compiler of the JVM it runs in: inside Maven's own JVM, which may be 17, it knows no
 * record patterns. See docs/decisions/0001.
 *
 * <p>Arguments: {@code check|apply}, the folder, and a file of this program's own that remembers
 * what was seen well formatted. Ends with status 1 if a check found something.
 */
final class Format {
  private static final Set<String> SKIPPED = Set.of("target", "generated", "node_modules");

  public static void main(String[] arguments) throws IOException {
    boolean apply =
        switch (arguments[0]) {
          case "apply" -> true;
          case "check" -> false;
          default -> throw new IllegalArgumentException("neither check nor apply: " + arguments[0]);
        };
    Path root = Path.of(arguments[1]);
    Path memory = Path.of(arguments[2]);

    Set<String> known = Files.exists(memory) ? new HashSet<>(Files.readAllLines(memory)) : Set.of();
    List<Path> changed =
        javaFiles(root).stream().filter(file -> !known.contains(stamp(file))).toList();
    List<String> problems =
        changed.parallelStream()
            .map(file -> problem(file, apply))
            .filter(Objects::nonNull)
            .sorted()
            .toList();

    problems.forEach(System.err::println);
    if (!problems.isEmpty()) {
      System.err.println("To format: mvn -q -o -N verify -Dformat=apply");
      System.exit(1);
    }
    Files.createDirectories(memory.getParent());
    Files.write(memory, new TreeSet<>(javaFiles(root).stream().map(Format::stamp).toList()));
  }

  /** What is wrong with the file and stays wrong, or null. */
  private static String problem(Path file, boolean apply) {
    try {
      String source = Files.readString(file);
      String formatted = new Formatter().formatSourceAndFixImports(source);
      if (formatted.equals(source)) {
        return null;
      }
      if (!apply) {
        return file
            + ":"
            + firstDifference(source, formatted)
            + " is not as google-java-format writes it";
      }
      Files.writeString(file, formatted);
      return null;
    } catch (FormatterException e) {
      return file + ":" + e.getMessage();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long firstDifference(String source, String formatted) {
    int at = Arrays.mismatch(source.toCharArray(), formatted.toCharArray());
    return 1 + source.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean hidden = name.startsWith(".") && !folder.equals(root);
            return hidden || SKIPPED.contains(name)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static String stamp(Path file) {
    try {
      return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
