package dev.agentsessions.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The README's embedding code is {@code examples/embed}, which the build runs. */
class ReadmeEmbeddingTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path EXAMPLE =
      Path.of("examples/embed/src/main/java/dev/agentsessions/examples/embed/Embed.java");
  private static final Pattern BLOCK =
      Pattern.compile("## Embed it\\n.*?```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  @DisplayName("X-05 the code in the README is the example's, line by line")
  void theReadmeShowsTheExample() throws IOException {
    Matcher readme = BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));

    assertThat(readme.find()).isTrue();
    assertThat(Files.readString(ROOT.resolve(EXAMPLE))).contains(readme.group(1).indent(2));
  }
}
