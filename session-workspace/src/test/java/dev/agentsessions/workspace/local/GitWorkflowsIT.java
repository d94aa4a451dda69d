package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.workflow.CatalogWorkflow;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.GitUrl.Scheme;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsGit
class GitWorkflowsIT {
  @TempDir Path temp;

  private GitWorkflows of(Path repository, String folder) {
    GitConfig git = GitConfig.USUAL.reaching(EnumSet.of(Scheme.FILE));
    WorkspaceConfig config =
        new WorkspaceConfig(temp.resolve("data/worktrees"), git, Duration.ofSeconds(20), 1)
            .offering(
                new ActiveWorkflow(
                    GitUrl.parse(repository.toString()), "main", new WorkspacePath(folder)));
    return new GitWorkflows(config, new RemoteExchange(new GitProgram(git), git, GitTokens.NONE));
  }

  @Test
  @DisplayName("G-10 each folder of the configured one is a workflow, with what it says of itself")
  void eachFolderIsAWorkflow() throws IOException {
    TestRepository flows = TestRepository.at(temp.resolve("flows"));
    flows.write("flows/triage/CLAUDE.md", "x");
    flows.write("flows/review/workflow.json", "{\"name\":\"Review\"}");
    flows.write("flows/.hidden/x", "x");
    flows.write("flows/README", "x");
    Files.createSymbolicLink(flows.path().resolve("flows/link"), Path.of("/etc"));
    Files.createSymbolicLink(
        flows.path().resolve("flows/triage/workflow.json"), Path.of("/etc/passwd"));
    flows.git("add", ".");
    flows.git("commit", "--quiet", "--message=Flows");

    List<CatalogWorkflow> found = of(flows.path(), "flows").read();

    assertThat(found).extracting(CatalogWorkflow::id).containsExactly("review", "triage");
    assertThat(found.get(0).config()).contains("{\"name\":\"Review\"}");
    assertThat(found.get(0).workflow().path().value()).isEqualTo("flows/review");
    assertThat(found.get(1).config()).isEqualTo(Optional.empty());
    assertThat(temp.resolve("data")).doesNotExist();
  }

  @Test
  @DisplayName("G-10 a catalogue that is away says so")
  void away() {
    assertThatThrownBy(() -> of(temp.resolve("away"), "flows").read())
        .isInstanceOf(RemoteFailed.class);
  }
}
