package dev.agentsessions.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectRecordsTest {
  @ParameterizedTest(name = "S-28 {0}")
  @DisplayName("S-28 a project's id is a DNS label")
  @ValueSource(strings = {"a", "0", "default", "team-7", "a--b"})
  void anIdIsADnsLabel(String id) {
    assertThat(new ProjectId(id)).hasToString(id);
    assertThat(new ProjectId("x".repeat(63)).value()).hasSize(63);
  }

  @ParameterizedTest(name = "S-28 {0}")
  @DisplayName("S-28 what is no DNS label is refused as a project's id")
  @ValueSource(strings = {"", " ", "-a", "a-", "A", "a.b", "a_b", "ä", "a\n", "a/b"})
  void anythingElseIsRefused(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ProjectId(id));
    assertThatIllegalArgumentException().isThrownBy(() -> new ProjectId("x".repeat(64)));
  }

  @Test
  void anInactivityTimeoutIsNotNegative() {
    assertThat(ProjectSettings.NONE.withInactivityTimeout(Duration.ZERO).inactivityTimeout())
        .isPresent();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProjectSettings.NONE.withInactivityTimeout(Duration.ofSeconds(-1)));
  }
}
