package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.WorkspaceCheck;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link WorkspaceCheck} promises, also one that knows no repository at all. */
public interface WorkspaceCheckContract {
  /** The same one during a test. */
  WorkspaceCheck workspaceCheck();

  /** A directory that exists. Absolute. */
  Path directory();

  /** Removes {@link #directory}. */
  void removeDirectory();

  @Test
  default void aDirectoryThatExistsWillDo() {
    var quick = new QuickSession(directory());

    assertThatCode(() -> workspaceCheck().check(quick)).doesNotThrowAnyException();
    assertThatCode(() -> workspaceCheck().check(quick)).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("S-01 a directory that does not exist is told by its field")
  default void aDirectoryThatDoesNotExistIsTold() {
    Path missing = directory().resolve("no-such-directory");

    Unsatisfied told = refused(new QuickSession(missing));

    assertThat(told.field()).isEqualTo("spec.location");
    assertThat(told).hasMessageContaining(missing.toString());
  }

  @Test
  @DisplayName("S-10 a directory that went away no longer does")
  default void aDirectoryThatWentAwayNoLongerDoes() {
    var quick = new QuickSession(directory());
    workspaceCheck().check(quick);

    removeDirectory();

    assertThat(refused(quick).field()).isEqualTo("spec.location");
  }

  @Test
  @DisplayName("S-01 a repository that does not exist is told by its field")
  default void aRepositoryThatDoesNotExistIsTold() {
    String missing = directory().resolve("no-such-repository").toString();

    Unsatisfied told = refused(new WorktreeSession(missing, "topic", Optional.empty()));

    assertThat(told.field()).isEqualTo("spec.repository");
  }

  private Unsatisfied refused(SessionKind kind) {
    return catchThrowableOfType(Unsatisfied.class, () -> workspaceCheck().check(kind));
  }
}
