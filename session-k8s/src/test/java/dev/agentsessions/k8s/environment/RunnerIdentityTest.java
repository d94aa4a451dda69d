package dev.agentsessions.k8s.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.Fence;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Credentials;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.k8s.operator.ApiConfig;
import dev.agentsessions.k8s.operator.ApiReads;
import dev.agentsessions.k8s.operator.ApplyServer;
import dev.agentsessions.k8s.resource.RunPhase;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Unauthenticated;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.testkit.FakeTicker;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Retention;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RunnerIdentityTest extends EnvironmentTests {
  private static final Fence FENCE = new Fence(1);

  private final FakeTicker ticker = new FakeTicker();
  private final ApiReads asked = new ApiReads("/tokenreviews");
  private KubernetesClient client;
  private RunnerIdentity identity;

  @BeforeEach
  void openIdentity() {
    client = bench.cluster().client(asked);
    var config =
        new RunnerIdentityConfig(
            KubernetesEnvironmentsConfig.in(bench.namespace()), ApiConfig.AUDIENCE);
    identity = new RunnerIdentity(new RunnerAccounts(client, config), ticker);
  }

  @AfterEach
  void closeIdentity() {
    client.close();
  }

  @Test
  @DisplayName("K-07, T-03 the token in a runner's file proves its session, and no other")
  void aTokenProvesItsSession() {
    Session one = started();
    Session two = started();

    assertThat(identify(token(one))).isEqualTo(runner(one));
    assertThat(identify(token(two))).isEqualTo(runner(two));
    assertThat(identity.isOpen()).isFalse();
  }

  @Test
  @DisplayName("K-07 after 45 minutes the new token counts, and the old one until it expires")
  void bothTokensCountWhileTheyLive() {
    Session session = started();
    String old = token(session);
    bench.pass(Duration.ofMinutes(45));
    bench.lookAtDue();
    bench.await(() -> !token(session).equals(old));
    String renewed = token(session);

    assertThat(identify(renewed)).isEqualTo(runner(session));
    assertThat(identify(old)).isEqualTo(runner(session));

    bench.cluster().server().expire(old);
    ticker.advance(RunnerIdentity.REMEMBERED);

    assertUnknown(old);
    assertThat(identify(renewed)).isEqualTo(runner(session));
  }

  @Test
  @DisplayName("K-07 a token of a session that was stopped counts no longer, nor at the next run")
  void aStopRevokesTheToken() {
    Session session = started();
    String token = token(session);
    assertThat(identify(token)).isEqualTo(runner(session));

    host.awaitReleased(active(session), FENCE, Retention.KEEP);
    ticker.advance(RunnerIdentity.REMEMBERED);

    assertUnknown(token);
    start(session);
    ticker.advance(RunnerIdentity.REMEMBERED);
    assertUnknown(token);
    assertThat(identify(token(session))).isEqualTo(runner(session));
  }

  @Test
  @DisplayName("K-07 a token for another audience proves nobody")
  void anotherAudienceProvesNobody() {
    Session session = started();

    assertUnknown(requested("as-" + name(session), "somebody.else"));
  }

  @Test
  @DisplayName("K-07 an account proves no session by its name, nor by an owner it only names")
  void namesProveNothing() {
    Session session = started();
    var stranger = bench.create("stranger");
    bench.awaitPhase("stranger", RunPhase.RUNNING);

    account("as-ses-absent");
    account("named", owner(name(session), "0f0f0f0f-0000-4000-8000-000000000000", true));
    account("shared", owner(name(session), uid(session), false));

    assertUnknown(requested("as-ses-absent", ApiConfig.AUDIENCE));
    assertUnknown(requested("named", ApiConfig.AUDIENCE));
    assertUnknown(requested("shared", ApiConfig.AUDIENCE));
    assertThat(stranger.getMetadata().getLabels()).isNullOrEmpty();
    assertUnknown(bench.runnerToken("stranger")); // no host made it
  }

  @Test
  @DisplayName("K-07 a token is asked of the cluster once in a while, and only what may be one")
  void theClusterIsAskedOnceInAWhile() {
    Session session = started();
    String token = token(session);

    for (int i = 0; i < 100; i++) {
      assertThat(identify(token)).isEqualTo(runner(session));
    }
    assertThat(asked.count()).isEqualTo(1);

    ticker.advance(RunnerIdentity.REMEMBERED);
    assertThat(identify(token)).isEqualTo(runner(session));
    assertThat(asked.count()).isEqualTo(2);

    for (String no : List.of("", "x", "as_tok-1.aaaa", "a.b", "a.b.c.d", "a.b.c\u00e9", "a..c")) {
      assertUnknown(no);
    }
    assertUnknown("a." + "b".repeat(100_000) + ".c");
    assertThatThrownBy(() -> identity.identify(new Credentials(Optional.empty(), Optional.empty())))
        .isInstanceOf(Unauthenticated.class);
    assertThat(asked.count()).isEqualTo(2);
    assertUnknown("a.b.c");
    assertUnknown("a.b.c");
    assertThat(asked.count()).isEqualTo(3);
  }

  @Test
  @DisplayName("K-07 while the cluster does not say, nobody is refused: it is unavailable")
  void theClusterIsAway() {
    Session session = started();
    String token = token(session);
    assertThat(identify(token)).isEqualTo(runner(session));
    bench
        .cluster()
        .server()
        .refuse(
            request ->
                request.getPath().endsWith("/tokenreviews")
                    ? Optional.of(ApplyServer.failure(503, "Unavailable", "as a test says"))
                    : Optional.empty());

    assertThat(identify(token)).isEqualTo(runner(session));
    ticker.advance(RunnerIdentity.REMEMBERED);
    assertThatThrownBy(() -> identify(token)).isInstanceOf(Unavailable.class);

    bench.cluster().server().refuse(request -> Optional.empty());
    assertThat(identify(token)).isEqualTo(runner(session));
  }

  private Session started() {
    Session session = session();
    start(session);
    return session;
  }

  private void start(Session session) {
    var unused = host.awaitState(session, FENCE, Ready.class);
  }

  private String token(Session session) {
    return bench.runnerToken(name(session));
  }

  private String uid(Session session) {
    return bench.get(name(session)).getMetadata().getUid();
  }

  private static Caller runner(Session session) {
    return new Caller(
        "runner:" + session.id(),
        Set.of(),
        new Standing.OfSession(ProjectId.DEFAULT, session.id()));
  }

  private void account(String name, OwnerReference... owners) {
    bench
        .client()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(bench.namespace())
                .withName(name)
                .withOwnerReferences(owners)
                .endMetadata()
                .build())
        .create();
  }

  private static OwnerReference owner(String name, String uid, boolean controls) {
    return new OwnerReferenceBuilder()
        .withApiVersion("agentsessions.dev/v1alpha1")
        .withKind("AgenticSession")
        .withName(name)
        .withUid(uid)
        .withController(controls)
        .build();
  }

  private String requested(String account, String audience) {
    return bench
        .client()
        .serviceAccounts()
        .inNamespace(bench.namespace())
        .withName(account)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(audience)
                .withExpirationSeconds(3600L)
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }

  private Caller identify(String token) {
    return identity.identify(new Credentials(Optional.of("Bearer " + token), Optional.empty()));
  }

  private void assertUnknown(String token) {
    assertThatThrownBy(() -> identify(token)).isInstanceOf(Unauthenticated.class);
  }
}
