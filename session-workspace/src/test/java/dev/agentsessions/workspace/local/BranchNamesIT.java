package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.WorktreeSession;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** The core's rules against git's own. */
@NeedsGit
class BranchNamesIT {
  private static final String[] PARTS = {
    "a", "B", "7", "-", ".", "..", "/", ".lock", "@", "{", "@{", "~", "^", ":", "?", "*", "[", "\\",
    " ", "ß", "日", "\u007f", "\t", "HEAD", "#", "'"
  };

  @TempDir Path temp;

  @RepeatedTest(300)
  @DisplayName("G-06 the names of branches follow git's own rules")
  void namesFollowGitsOwnRules(RepetitionInfo run) throws Exception {
    var random = new Random(run.getCurrentRepetition());
    String name =
        random
            .ints(1 + random.nextInt(4), 0, PARTS.length)
            .mapToObj(part -> PARTS[part])
            .collect(Collectors.joining());

    boolean gits =
        new ProcessBuilder("git", "check-ref-format", "--branch", name)
                .directory(temp.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;

    // git takes @ for a name, and for HEAD wherever it is used.
    assertThat(isAllowed(name)).as("\"%s\"", name).isEqualTo(gits && !name.equals("@"));
  }

  private static boolean isAllowed(String name) {
    try {
      return new WorktreeSession("/srv/repo", name, Optional.empty()).branch().equals(name);
    } catch (Invalid e) {
      return false;
    }
  }
}
