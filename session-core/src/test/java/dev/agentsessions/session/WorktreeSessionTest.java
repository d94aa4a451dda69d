package dev.agentsessions.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentsessions.session.SessionException.Invalid;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorktreeSessionTest {
  private static WorktreeSession on(String branch) {
    return new WorktreeSession("/srv/repo", branch, Optional.empty());
  }

  private static WorktreeSession from(String base) {
    return new WorktreeSession("/srv/repo", "topic", Optional.of(base));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"main", "feature/login", "a/-b", "v1.2", "größe", "a@b", "a.lock.b", "#1"})
  void aBranchIsCalledAsGitAllows(String branch) {
    assertThatCode(() -> on(branch)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @DisplayName("S-01, G-06 what git would not call a branch is refused, with the field")
  @ValueSource(
      strings = {
        "", " ", "-b", "--upload-pack=evil", "a b", "a\nb", "a\0b", "a\u007f", "~", "a^", "a:b",
            "a?",
        "*", "a[b", "a\\b", "/a", "a/", "a//b", ".a", "a/.b", "a..b", "a.", "a.lock", "a.lock/b",
        "a@{b", "@", "HEAD", "\ud800"
      })
  void whatIsNoBranchIsRefused(String branch) {
    Invalid refusal = catchThrowableOfType(Invalid.class, () -> on(branch));

    assertThat(refusal.field()).isEqualTo("spec.branch");
  }

  @Test
  @DisplayName("S-01 a branch whose name fits into no file is refused")
  void aBranchThatIsTooLongIsRefused() {
    assertThatCode(() -> on("ß".repeat(120))).doesNotThrowAnyException();

    Invalid refusal = catchThrowableOfType(Invalid.class, () -> on("ß".repeat(120) + "x"));

    assertThat(refusal.problem()).isEqualTo("must have at most 240 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "origin/main", "v1", "main~3", "0123abcd", "HEAD^2", "@{-1}"})
  void aBaseIsAnyRevision(String base) {
    assertThatCode(() -> from(base)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @DisplayName(
      "S-01, G-06 a base that git could take for something else is refused, with the field")
  @ValueSource(strings = {"", "-d", "--exec=evil", "a b", "a\nb", "a\0", "\udc00"})
  void whatIsNoRevisionIsRefused(String base) {
    Invalid refusal = catchThrowableOfType(Invalid.class, () -> from(base));

    assertThat(refusal.field()).isEqualTo("spec.base");
  }

  @ParameterizedTest
  @DisplayName("S-01 a repository without a name, or with an impossible one, is refused")
  @ValueSource(strings = {"", "  ", "/srv/a\0b", "/srv/a\nb"})
  void whatNamesNoRepositoryIsRefused(String repository) {
    Invalid refusal =
        catchThrowableOfType(
            Invalid.class, () -> new WorktreeSession(repository, "topic", Optional.empty()));

    assertThat(refusal.field()).isEqualTo("spec.repository");
  }
}
