package dev.agentsessions.k8s.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
  private static final int OF_A_POD = 6;

  @ParameterizedTest
  @ValueSource(ints = {1, 48, 49, 50, 63, 64, 253})
  @DisplayName("K-02 names have 63 characters at most, also the pods'")
  void namesFit(int length) {
    Names names = of("n".repeat(length));

    assertThat(all(names)).allMatch(name -> name.length() <= 63);
    assertThat(all(names)).allMatch(name -> name.matches("[a-z]([-a-z0-9]*[a-z0-9])?"));
    assertThat(names.job().length() + OF_A_POD).isLessThanOrEqualTo(63);
  }

  @Test
  void namesThatBeginAlikeStayApart() {
    String common = "n".repeat(100);

    assertThat(of(common + "a")).isNotEqualTo(of(common + "b"));
    assertThat(of("a.b")).isNotEqualTo(of("a-b"));
    assertThat(of("a.b").base()).matches("as-a-b-[0-9a-f]{10}");
  }

  @Test
  void aShortNameCanBeRecognised() {
    assertThat(of("demo").job()).isEqualTo("as-demo");
  }

  private static Names of(String name) {
    return Names.of(Sample.named(name));
  }

  private static List<String> all(Names names) {
    return List.of(
        names.claim(),
        names.account(),
        names.role(),
        names.job(),
        names.service(),
        names.policy(),
        names.tokens(),
        names.copyOf("registry"));
  }
}
