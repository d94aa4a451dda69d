package dev.agentsessions.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Known inputs, among them whatever a fuzzer has found. */
class FuzzTest {
  private static final Corpus KNOWN = Corpus.known();

  static Stream<Arguments> inputs() {
    return KNOWN.targets().stream()
        .flatMap(
            target ->
                KNOWN.inputs(target).stream()
                    .map(path -> Arguments.of(target, path.getFileName().toString())));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  @DisplayName("G-06 a known input is read, or refused as it should be")
  void aKnownInput(String target, String name) throws Exception {
    Path input = KNOWN.of(target).resolve(name);

    Objects.requireNonNull(Fuzz.TARGETS.get(target)).read(Files.readAllBytes(input));
  }

  @Test
  void everyTargetHasInputs() {
    assertThat(KNOWN.targets()).containsExactlyElementsOf(Fuzz.TARGETS.keySet());
    assertThat(KNOWN.targets()).noneMatch(target -> KNOWN.inputs(target).isEmpty());
  }
}
