package dev.agentsessions.k8s.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Layout;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Reconciled.State;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WantedWorkspace;
import dev.agentsessions.workspace.WorkspacePath;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pod's users may have put anything in the place of its content service. */
final class ToldProvisionTest {
  private static final SourceRepository ENGINE = repo("engine");
  private static final SourceRepository WHEEL = repo("wheel");
  private static final ActiveWorkflow FIX = workflow("fix");
  private static final ActiveWorkflow REVIEW = workflow("review");
  private static final WantedWorkspace WANTED =
      new WantedWorkspace(
          3, new AgenticSession(List.of(ENGINE, WHEEL), Optional.of(FIX)), Optional.of(REVIEW));

  private static SourceRepository repo(String name) {
    return SourceRepository.of(GitUrl.parse("https://example.org/" + name + ".git"));
  }

  private static ActiveWorkflow workflow(String path) {
    return new ActiveWorkflow(
        GitUrl.parse("https://example.org/flows.git"), "main", new WorkspacePath(path));
  }

  private static <T> Reconciled<T> told(T what, State state, String message) {
    return new Reconciled<>(what, state, Optional.of(message), Instant.EPOCH);
  }

  private static Provision of(Layout layout) {
    return ToldProvision.of(
        WANTED, new Provision(List.of(), Optional.empty(), Optional.empty(), layout));
  }

  @Test
  @DisplayName("K-08 of what a pod tells only that counts which it was asked for")
  void onlyWhatWasAskedForCounts() {
    var told =
        new Provision(
            List.of(
                told(repo("other"), State.READY, ""), told(WHEEL, State.FAILED, "a\nb\u001b[31m")),
            Optional.of(told(REVIEW, State.READY, "")),
            Optional.of(workflow("else")),
            new Layout(Optional.of("/workspace/x"), List.of("/workspace/repos/wheel")));

    Provision kept = ToldProvision.of(WANTED, told);

    assertThat(kept.repos()).extracting(Reconciled::what).containsExactly(ENGINE, WHEEL);
    assertThat(kept.repos())
        .extracting(Reconciled::state)
        .containsExactly(State.CLONING, State.FAILED);
    assertThat(kept.repos().getLast().message()).contains("a b [31m");
    assertThat(kept.workflow().orElseThrow().what()).isEqualTo(FIX);
    assertThat(kept.workflow().orElseThrow().state()).isEqualTo(State.CLONING);
    assertThat(kept.active()).isEmpty();
    assertThat(kept.layout()).isEqualTo(told.layout());
  }

  @Test
  @DisplayName("K-08, S-23 the workflow that runs stays, if the pod says so")
  void theRunningWorkflowStays() {
    var told =
        new Provision(
            List.of(),
            Optional.of(told(FIX, State.FAILED, "x".repeat(5000))),
            Optional.of(REVIEW),
            Layout.NONE);

    Provision kept = ToldProvision.of(WANTED, told);

    assertThat(kept.active()).contains(REVIEW);
    assertThat(kept.workflow().orElseThrow().message().orElseThrow()).hasSize(1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"repos/engine", "", "/a\u0000b", "/a\nb"})
  @DisplayName("K-08 a folder that no service would tell of is refused")
  void aFolderIsRefused(String path) {
    var as = new Layout(Optional.of(path), List.of());
    var beside = new Layout(Optional.empty(), List.of(path));

    assertThatThrownBy(() -> of(as)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> of(beside)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> of(new Layout(Optional.of("/" + "a".repeat(5000)), List.of())))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(
            () -> of(new Layout(Optional.empty(), List.of("/one", "/two", "/and one more"))))
        .isInstanceOf(Invalid.class);
  }
}
