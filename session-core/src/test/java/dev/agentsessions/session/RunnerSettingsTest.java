package dev.agentsessions.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.SessionException.Invalid;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerSettingsTest {
  @Test
  @DisplayName("K-01 a runner's image and words are checked, and named by their fields")
  void whatItRuns() {
    assertThat(runner("registry.example:5000/a/b@sha256:00", "run", "--all").args())
        .containsExactly("--all");
    for (String image : List.of("", "a b", "a\nb", "größe", "x".repeat(1025))) {
      assertRefused("spec.runner.image", () -> runner(image, "run", ""));
    }
    assertRefused("spec.runner.command[0]", () -> runner("a", "a\0b", ""));
    assertRefused("spec.runner.args[0]", () -> runner("a", "a", "x".repeat(8193)));
    assertRefused(
        "spec.runner.command",
        () ->
            new RunnerSettings(
                Optional.empty(), Collections.nCopies(101, "a"), List.of(), ResourceNeeds.DEFAULT));
  }

  @ParameterizedTest
  @CsvSource({
    "500m, 1",
    "1, 1000m",
    "0.5, 500m",
    "1k, 1Ki",
    "1000Mi, 1Gi",
    "0, 0",
    "2, 2",
  })
  @DisplayName("K-01 what is asked for is at most what may be used, in whatever units")
  void amounts(String request, String limit) {
    var needs = new ResourceNeeds(Map.of("cpu", request, "memory", "1Gi"), Map.of("cpu", limit));

    assertThat(needs.requests()).containsEntry("cpu", request);
  }

  @ParameterizedTest
  @CsvSource({"1001m, 1", "1Ki, 1k", "1025Mi, 1Gi", "0.6, 500m", "1P, 1T"})
  @DisplayName("K-01 more than the limit is not asked for")
  void moreThanTheLimit(String request, String limit) {
    assertRefused(
        "spec.resources.requests.cpu",
        () -> new ResourceNeeds(Map.of("cpu", request), Map.of("cpu", limit)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.", ".5", "1 Gi", "1gi", "1e3", "NaN", "1Gi\n", "٣"})
  @DisplayName("K-01 what is no amount is refused")
  void noAmounts(String amount) {
    assertRefused(
        "spec.resources.limits.memory",
        () -> new ResourceNeeds(Map.of(), Map.of("memory", amount)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "-a", "a-", "a\n"})
  @DisplayName("K-01 what is no resource's name is refused")
  void noNames(String name) {
    assertRefused("spec.resources.requests", () -> new ResourceNeeds(Map.of(name, "1"), Map.of()));
    assertThat(new ResourceNeeds(Map.of("nvidia.com/gpu", "1"), Map.of()).requests()).hasSize(1);
  }

  @Test
  @DisplayName("K-01 a runner is for runtimes that run containers")
  void notLocally() {
    assertRefused("spec.runner", () -> local(runner("a", "b", "c")));
    var needs = new ResourceNeeds(Map.of("cpu", "1"), Map.of());
    assertRefused(
        "spec.resources",
        () -> local(new RunnerSettings(Optional.empty(), List.of(), List.of(), needs)));
    assertThat(local(RunnerSettings.DEFAULT).runner()).isEqualTo(RunnerSettings.DEFAULT);
  }

  private static SessionSpec local(RunnerSettings runner) {
    SessionSpec usual = SessionSpec.of(new QuickSession(Path.of("/srv")));
    return new SessionSpec(
        usual.kind(),
        SessionSpec.LOCAL,
        usual.agent(),
        usual.run(),
        Map.of(),
        Optional.empty(),
        runner);
  }

  private static RunnerSettings runner(String image, String command, String arg) {
    return new RunnerSettings(
        Optional.of(image), List.of(command), List.of(arg), ResourceNeeds.DEFAULT);
  }

  private static void assertRefused(String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Invalid.class, refused -> assertThat(refused.field()).isEqualTo(field));
  }
}
