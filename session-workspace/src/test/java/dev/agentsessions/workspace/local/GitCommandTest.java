package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitCommandTest {
  @Test
  void aValueIsOneMoreWord() {
    assertThat(GitCommand.of("worktree", "add").value("/a b").value("").words())
        .containsExactly("worktree", "add", "/a b", "");
  }

  @ParameterizedTest
  @DisplayName("G-06 what could be an option, or end a line, is never a value")
  @ValueSource(strings = {"-f", "--upload-pack=evil", "-", "a\nb", "a\0b", "a\u0085b", "\u007f"})
  void whatCouldBeAnOptionIsNeverAValue(String hostile) {
    GitCommand command = GitCommand.of("worktree", "add");

    assertThatThrownBy(() -> command.value(hostile)).isInstanceOf(IllegalArgumentException.class);
  }
}
