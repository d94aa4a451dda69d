package dev.agentsessions.k8s.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AgenticSessionTest {
  @Test
  @DisplayName("K-01 what a later version adds does not keep a session from being read")
  void unknownFieldsAreLeftOut() {
    AgenticSession session =
        read(
            """
            spec: {agent: claude, colour: blue, runner: {shape: round}}
            status: {phase: Running, mood: good}
            """);

    assertThat(session.getSpec().agent()).isEqualTo("claude");
    assertThat(session.getStatus().phase()).isEqualTo(RunPhase.RUNNING);
  }

  @Test
  @DisplayName("K-01 a word that only a later version knows does not break a whole list")
  void unknownWordsAreUnknown() {
    var list =
        Serialization.unmarshal(
            """
            ---
            apiVersion: agentsessions.dev/v1alpha1
            kind: AgenticSessionList
            items:
              - apiVersion: agentsessions.dev/v1alpha1
                kind: AgenticSession
                metadata: {name: later}
                spec: {desired: Paused}
                status: {phase: Hibernating}
              - apiVersion: agentsessions.dev/v1alpha1
                kind: AgenticSession
                metadata: {name: now}
                spec: {desired: Stopped}
                status: {phase: Stopped}
            """,
            new TypeReference<DefaultKubernetesResourceList<AgenticSession>>() {});

    assertThat(list.getItems())
        .extracting(session -> session.getSpec().desired())
        .containsExactly(Desired.UNKNOWN, Desired.STOPPED);
    assertThat(list.getItems())
        .extracting(session -> session.getStatus().phase())
        .containsExactly(RunPhase.UNKNOWN, RunPhase.STOPPED);
  }

  @Test
  void whatIsLeftOutIsTheDefault() {
    for (AgenticSession session :
        new AgenticSession[] {read(""), read("spec: null\nstatus: null")}) {
      assertThat(session.getSpec()).isEqualTo(AgenticSessionSpec.DEFAULT);
      assertThat(session.getStatus()).isEqualTo(AgenticSessionStatus.NONE);
    }
    assertThat(read("spec: {llm: {model: opus}}").getSpec().llm())
        .isEqualTo(new LlmSpec("opus", 0.7, 4000));
    assertThat(read("spec: {llm: {temperature: 0}}").getSpec().llm().temperature()).isZero();
  }

  @Test
  void aSpecIsWrittenAsItWasRead() {
    AgenticSessionSpec spec =
        read("""
        spec:
          desired: Stopped
          repos: [{url: "https://git.example/a", output: {url: "https://git.example/b"}}]
          environment: {B: "2", A: "1"}
          resources: {limits: {memory: 1Gi}}
          workspace: {size: 5Gi, continueFrom: other}
        """)
            .getSpec();

    assertThat(Serialization.unmarshal(Serialization.asJson(spec), AgenticSessionSpec.class))
        .isEqualTo(spec);
  }

  private static AgenticSession read(String rest) {
    return Serialization.unmarshal(
        "---\napiVersion: agentsessions.dev/v1alpha1\nkind: AgenticSession\n"
            + "metadata: {name: demo}\n"
            + rest,
        AgenticSession.class);
  }
}
