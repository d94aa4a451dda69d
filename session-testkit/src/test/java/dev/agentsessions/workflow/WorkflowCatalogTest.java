package dev.agentsessions.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.testkit.FakeTicker;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspacePath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowCatalogTest {
  private final FakeTicker ticker = new FakeTicker();
  private List<String> ids = List.of("review");
  private boolean away;
  private int reads;
  private final WorkflowCatalog catalog = new WorkflowCatalog(this::read, ticker);

  private List<CatalogWorkflow> read() {
    reads++;
    if (away) {
      throw new RemoteFailed("git: the remote is away", null);
    }
    return ids.stream().map(WorkflowCatalogTest::workflow).toList();
  }

  private static CatalogWorkflow workflow(String id) {
    var workflow =
        new ActiveWorkflow(
            GitUrl.parse("https://example.org/flows.git"), "main", new WorkspacePath(id));
    return new CatalogWorkflow(id, workflow, Optional.empty());
  }

  private List<String> listed() {
    return catalog.list().items().stream().map(CatalogWorkflow::id).toList();
  }

  @Test
  @DisplayName("G-10 the catalogue is read when it is asked for, and again after 5 min")
  void freshForFiveMinutes() {
    assertThat(reads).isZero();
    assertThat(listed()).containsExactly("review");
    ids = List.of("review", "triage");
    ticker.advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(listed()).containsExactly("review");
    assertThat(reads).isEqualTo(1);

    ticker.advance(Duration.ofMillis(1));

    assertThat(listed()).containsExactly("review", "triage");
    assertThat(catalog.list().problem()).isEmpty();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "G-10 what cannot be read is an older copy that says so, and is not asked for at once")
  void anOlderCopy() {
    listed();
    away = true;
    ticker.advance(Duration.ofMinutes(5));

    assertThat(listed()).containsExactly("review");
    assertThat(catalog.list().problem()).contains("git: the remote is away");
    assertThat(reads).isEqualTo(2);

    away = false;
    ticker.advance(Duration.ofMinutes(5));
    assertThat(catalog.list().problem()).isEmpty();
  }

  @Test
  @DisplayName("G-10 a catalogue that was never read is a failure, and asked for again")
  void neverRead() {
    away = true;
    assertThatThrownBy(catalog::list).isInstanceOf(RemoteFailed.class);

    away = false;
    assertThat(listed()).containsExactly("review");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          ---\\nname: x\\ndescription: Looks at it\\n---\\ntext  | Looks at it
          ---\\ndescription: "Quoted: yes"\\n---               | Quoted: yes
          ---\\nname: x\\n---\\ndescription: not in the head    | -
          description: no head                               | -
          ---\\ndescription:\\n---                             | -
          -                                                  | -
          """)
  @DisplayName("G-10 a command says in its head what it is for")
  void heads(String text, String description) {
    String file = text == null ? "" : text.replace("\\n", "\n");

    assertThat(WorkflowPart.of("go", file).description())
        .isEqualTo(Optional.ofNullable(description));
  }
}
