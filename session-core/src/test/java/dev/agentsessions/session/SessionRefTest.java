package dev.agentsessions.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionRefTest {
  @ParameterizedTest(name = "S-02 {0}")
  @DisplayName("S-02 what has an id's form, ours or imported, is a reference by id")
  @ValueSource(
      strings = {
        "ses-01jd0000000000000000000000",
        "ses-1",
        "E6F7A1B2-0001",
        "A",
        "a--b",
        "-a",
        "wrk-"
      })
  void anIdIsAReferenceById(String text) {
    assertThat(SessionRef.parse(text)).isEqualTo(new SessionRef.ById(new SessionId(text)));
  }

  @ParameterizedTest(name = "S-02 {0}")
  @DisplayName("S-02 what has a slug's form is a reference by slug")
  @ValueSource(strings = {"my-agent", "0", "wrk-1", "evt-party", "ses"})
  void aSlugIsAReferenceBySlug(String text) {
    assertThat(SessionRef.parse(text)).isEqualTo(new SessionRef.BySlug(new Slug(text)));
  }

  @ParameterizedTest(name = "S-02 {0}")
  @DisplayName("S-02 a reference to another kind of resource is an argument error")
  @ValueSource(strings = {"wrk-", "msg-", "evt-", "agt-", "rep-", "tok-", "nod-", "hst-"})
  void anotherKindIsRefused(String prefix) {
    String reference = prefix + "01jd0000000000000000000000";

    assertThatThrownBy(() -> SessionRef.parse(reference))
        .isInstanceOfSatisfying(
            SessionException.Invalid.class,
            refusal -> assertThat(refusal.field()).isEqualTo("session"))
        .hasMessageContaining(reference);
  }

  @ParameterizedTest(name = "S-02 {0}")
  @DisplayName("S-02 what is neither an id nor a slug is an argument error")
  @ValueSource(strings = {"", " ", "my agent", "a/b", "..", "你好", "ses-a_b", "a\n", "a.b"})
  void neitherIsRefused(String text) {
    assertThatThrownBy(() -> SessionRef.parse(text))
        .isInstanceOfSatisfying(
            SessionException.Invalid.class,
            refusal -> assertThat(refusal.field()).isEqualTo("session"));
  }
}
