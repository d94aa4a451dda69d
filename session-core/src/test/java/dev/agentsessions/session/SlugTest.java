package dev.agentsessions.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
  @ParameterizedTest(name = "S-12 {0} makes {1}")
  @DisplayName("S-12 a name makes its slug: lower case, hyphens for blanks, all else dropped")
  @CsvSource({
    "My Agent, my-agent",
    "Agent@123!, agent123",
    "my_test.agent, mytestagent",
    "Agent 你好, agent",
    "a   b, a-b",
    "a - b, a-b",
    "a--b, a-b",
    "-a-, a",
    "--a--, a",
    "'  edge  ', edge",
    "'a\tb\nc', a-b-c",
    "'@ a @', a",
    "ÄRGER, rger",
    "Kafka, kafka",
    "0, 0",
    "session, session",
    "assess-1, assess-1",
  })
  void aNameMakesItsSlug(String name, String slug) {
    assertThat(Slug.of(name)).isEqualTo(new Slug(slug));
  }

  @Test
  @DisplayName("S-12 a slug is lower case in every locale, also the Turkish i")
  void lowerCaseKnowsNoLocale() {
    assertThat(Slug.of("TITLE")).isEqualTo(new Slug("title"));
    assertThat(Slug.of("İstanbul")).isEqualTo(new Slug("istanbul"));
  }

  @Test
  @DisplayName("S-12 a slug is not truncated under 200 characters")
  void aLongNameKeepsItsSlug() {
    String name = "x".repeat(200);

    assertThat(Slug.of(name).value()).isEqualTo(name);
    assertThatThrownBy(() -> Slug.of(name + "x")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "S-12 {0}")
  @DisplayName("S-12 a name of which nothing is left makes no slug")
  @ValueSource(strings = {"", " ", "---", "你好", "@!?", "_.", "- -"})
  void nothingLeftIsRefused(String name) {
    assertThatThrownBy(() -> Slug.of(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest(name = "S-12 {0}")
  @DisplayName("S-12 what looks like a session's id is refused as a slug")
  @ValueSource(strings = {"ses-1", "Ses 1", "ses-01jd0000000000000000000000", "@ses - a"})
  void whatLooksLikeAnIdIsRefused(String name) {
    assertThatThrownBy(() -> Slug.of(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ses-");
  }

  @ParameterizedTest(name = "S-12 {0}")
  @DisplayName("S-12 a given slug is checked by the same rule, not repaired")
  @ValueSource(
      strings = {"", "My-agent", "my agent", "a--b", "-a", "a-", "a_b", "ä", "ses-x", "a\n"})
  void aGivenSlugIsChecked(String slug) {
    assertThatThrownBy(() -> new Slug(slug)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "S-12 {0}")
  @DisplayName("S-12 a given slug that keeps the rule is kept, and is its own slug")
  @ValueSource(strings = {"a", "my-agent", "0-9", "ses", "sessions-1"})
  void aGivenSlugIsKept(String slug) {
    assertThat(new Slug(slug).value()).isEqualTo(slug);
    assertThat(Slug.of(slug)).isEqualTo(new Slug(slug));
  }
}
