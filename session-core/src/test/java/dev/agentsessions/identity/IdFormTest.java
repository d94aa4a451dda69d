package dev.agentsessions.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdFormTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "Z", "0", "-", "ses-01jd0000000000000000000000", "E6F7A1B2-0001"})
  void lettersDigitsAndWhatIsNamedAreAnId(String text) {
    assertThat(IdForm.matches(text, "-")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\n", "a.b", "a_b", "a/b", "é", "你", "ａ", "٣"})
  void nothingElseIs(String text) {
    assertThat(IdForm.matches(text, "-")).isFalse();
  }

  @Test
  void anIdHasAtMost64Characters() {
    assertThat(IdForm.matches("a".repeat(64), "")).isTrue();
    assertThat(IdForm.matches("a".repeat(65), "")).isFalse();
  }
}
