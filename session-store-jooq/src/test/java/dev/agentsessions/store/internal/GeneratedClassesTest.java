package dev.agentsessions.store.internal;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedClassesTest {
  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void theCommittedClassesAreWhatTheMigrationsGive(@TempDir Path fresh) throws Exception {
    SchemaClasses.generate(fresh);

    if ("apply".equals(System.getProperty("generated"))) {
      SchemaClasses.generate(SOURCES);
    }
    assertThat(filesIn(SOURCES))
        .as("update with: mvn -q -o -pl session-store-jooq -am test -Dgenerated=apply")
        .isEqualTo(filesIn(fresh));
  }

  private static Map<Path, String> filesIn(Path sources) throws IOException {
    Path folder = sources.resolve(SchemaClasses.PACKAGE.replace('.', '/'));
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .collect(toMap(folder::relativize, GeneratedClassesTest::text));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
