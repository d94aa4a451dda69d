package dev.agentsessions.k8s.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DefinitionTest {
  private static final String NAME = "agenticsessions.agentsessions.dev-v1.yml";
  private static final Path PUBLISHED = Path.of("deploy", "crd", NAME);

  /** Helm takes no file that is elsewhere. */
  private static final Path OF_THE_CHART =
      Path.of("deploy", "chart", "agent-sessions", "crds", NAME);

  @TempDir Path made;

  /** With {@code -Dcrd=write} the published definition is made anew. */
  @Test
  @DisplayName("K-01 the published definition is what the types say")
  void thePublishedDefinitionIsWhatTheTypesSay() throws IOException {
    new CRDGenerator()
        .customResourceClasses(AgenticSession.class)
        .inOutputDir(made.toFile())
        .withPostProcessor(new Limits())
        .generate();
    if ("write".equals(System.getProperty("crd"))) {
      for (Path file : List.of(PUBLISHED, OF_THE_CHART)) {
        Files.createDirectories(file.getParent());
        Files.copy(made.resolve(NAME), file, StandardCopyOption.REPLACE_EXISTING);
      }
    }

    assertThat(PUBLISHED).hasSameTextualContentAs(made.resolve(NAME));
    assertThat(OF_THE_CHART).hasSameTextualContentAs(made.resolve(NAME));
  }
}
