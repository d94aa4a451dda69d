package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.COMPLETED;
import static dev.agentsessions.k8s.resource.RunPhase.PENDING;
import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OperatorTokensTest extends OperatorTests {
  @Test
  @DisplayName(
      "K-07 a token is replaced after 45 minutes, in the Secret that the runner has mounted")
  void aTokenIsReplaced() {
    bench.create("demo", "initialPrompt: Begin.");
    bench.awaitPhase("demo", RUNNING);
    Secret first = tokens();
    int writes = bench.writes().count();

    bench.pass(Duration.ofMinutes(44));
    bench.operator().lookAtDue();
    bench.pass(Duration.ofMinutes(1));
    bench.operator().lookAtDue();

    bench.await(() -> !value(tokens(), "token").equals(value(first, "token")));
    Secret second = tokens();
    assertThat(second.getMetadata().getUid()).isEqualTo(first.getMetadata().getUid());
    assertThat(value(second, "content-token")).isEqualTo(value(first, "content-token"));
    assertThat(value(second, "prompt")).isEqualTo("Begin.");
    assertThat(Marks.annotation(second, Marks.REFRESHED))
        .isNotEqualTo(Marks.annotation(first, Marks.REFRESHED));
    assertThat(bench.writes().count()).as("TokenRequest and Secret").isEqualTo(writes + 2);
  }

  @Test
  @DisplayName("K-07 the operator that begins again replaces what got old meanwhile")
  void whatGotOldMeanwhileIsReplaced() {
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    String first = value(tokens(), "token");
    bench.stop();
    bench.pass(Duration.ofHours(2));

    bench.start();

    bench.await(() -> !value(tokens(), "token").equals(first));
  }

  @Test
  @DisplayName("K-07 a token whose date somebody has written over is replaced, and others in time")
  void aDateThatSomebodyWroteOver() {
    bench.create("demo");
    bench.create("other");
    bench.awaitPhase("demo", RUNNING);
    bench.awaitPhase("other", RUNNING);
    Secret secret = tokens();
    String first = value(secret, "token");
    String others = bench.runnerToken("other");
    secret.getMetadata().getAnnotations().put(Marks.REFRESHED, "yesterday");

    bench.client().resource(secret).update();

    bench.await(() -> !value(tokens(), "token").equals(first));
    bench.pass(Duration.ofMinutes(45));
    bench.operator().lookAtDue();
    bench.await(() -> !bench.runnerToken("other").equals(others));
  }

  @Test
  @DisplayName("K-07 a token that cannot be had fails nothing: it is told and tried again")
  void aTokenThatCannotBeHadIsTriedAgain() {
    AtomicBoolean down = new AtomicBoolean(true);
    refuseTokens(down);
    AgenticSession session = bench.create("demo");

    bench.await("demo", seen -> "TokenRequestFailed".equals(seen.getStatus().reason()));
    assertThat(bench.status("demo").phase()).isEqualTo(PENDING);
    assertThat(bench.condition("demo", "SecretsReady")).map(Condition::getStatus).hasValue("False");

    down.set(false);

    bench.awaitPhase("demo", RUNNING);
    assertThat(bench.condition("demo", "SecretsReady")).map(Condition::getStatus).hasValue("True");
    assertThat(bench.objects(session)).hasSize(8);
  }

  @Test
  @DisplayName("K-07 a refresh that fails leaves the run alone, and is tried again")
  void aFailedRefreshLeavesTheRunAlone() {
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    String first = value(tokens(), "token");
    AtomicBoolean down = new AtomicBoolean(true);
    refuseTokens(down);
    bench.pass(Duration.ofMinutes(46));
    bench.operator().lookAtDue();

    bench.await("demo", seen -> "TokenRequestFailed".equals(seen.getStatus().reason()));
    assertThat(bench.status("demo").phase()).isEqualTo(RUNNING);

    down.set(false);

    bench.await("demo", seen -> seen.getStatus().reason() == null);
    assertThat(value(tokens(), "token")).isNotEqualTo(first);
  }

  @Test
  @DisplayName("K-07 at the end of a run its tokens are revoked: account and Secret go")
  void tokensAreRevokedAtTheEnd() {
    AgenticSession session = bench.create("demo");
    bench.awaitPhase("demo", RUNNING);

    bench.fate("demo", Fates.exit(0));

    bench.awaitPhase("demo", COMPLETED);
    bench.await(
        () ->
            bench.objects(session).stream()
                .map(HasMetadata::getKind)
                .noneMatch(kind -> kind.equals("Secret") || kind.equals("ServiceAccount")));
    assertThat(bench.status("demo").tokenSecret()).isNull();
  }

  @Test
  @DisplayName("K-07 a token is asked for one audience, and never shown")
  void aTokenIsForOneAudience() {
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);

    assertThat(value(tokens(), "content-token")).hasSize(64);
    assertThat(bench.get("demo").toString())
        .doesNotContain(value(tokens(), "token"), value(tokens(), "content-token"));
    assertThat(bench.everything().toString()).doesNotContain(value(tokens(), "token"));
  }

  private void refuseTokens(AtomicBoolean down) {
    bench
        .cluster()
        .server()
        .refuse(
            request ->
                down.get()
                        && request.getPath().contains("/namespaces/" + bench.namespace() + "/")
                        && request.getPath().endsWith("/token")
                    ? Optional.of(ApplyServer.failure(500, "InternalError", "no tokens today"))
                    : Optional.empty());
  }

  private Secret tokens() {
    return bench.client().secrets().inNamespace(bench.namespace()).withName("as-demo-token").get();
  }

  private static String value(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
  }
}
