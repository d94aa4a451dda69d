package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.SecretsModule;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.secret.SecretKey;
import dev.agentsessions.secret.SecretName;
import dev.agentsessions.secret.SecretVariables;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.TooLarge;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionState;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final SecretName NAME = new SecretName("API_KEY");
  private static final String VALUE = "hunter2 \"ß\" \n";
  private final SecretsModule key = new SecretsModule(SecretKey.random());
  private final World world = new World();
  private final TestHost host = TestHost.in(world, key);
  private final Secrets secrets = host.get(Secrets.class);

  @Test
  @DisplayName(
      "P-06 a secret is a variable of the processes that start afterwards, and of no other")
  void aSecretIsAVariable() {
    Session session = running();
    Session other = running();
    set(session, VALUE);
    assertThat(environment(session)).doesNotContainKey("API_KEY");
    restart(session);
    restart(other);

    assertThat(environment(session)).containsEntry("API_KEY", VALUE);
    assertThat(environment(other)).doesNotContainKey("API_KEY");

    secrets.remove(ANN, DEFAULT, new RemoveSecret(Requests.byId(session), NAME));
    restart(session);
    assertThat(environment(session)).doesNotContainKey("API_KEY");
  }

  @Test
  @DisplayName("P-06 what is stored of a secret says nothing of it, and nothing tells it again")
  void nothingTellsASecret() {
    Session session = running();
    Session before = world.read(session.id());
    var request = new SetSecret(Requests.byId(session), NAME, VALUE);

    secrets.set(ANN, DEFAULT, request);

    String stored = world.secrets.all(session.id()).get(NAME).text();
    assertThat(stored).doesNotContain("hunter2");
    set(session, VALUE);
    assertThat(world.secrets.all(session.id()).get(NAME).text())
        .as("sealed anew each time")
        .isNotEqualTo(stored);
    assertThat(world.read(session.id())).isEqualTo(before);
    assertThat(world.changes(session.id()).toString()).doesNotContain("hunter2", "API_KEY");
    restart(session);
    assertThat(request.toString()).doesNotContain("hunter2");
    assertThat(world.runtime.processes().running().toString()).doesNotContain("hunter2");
  }

  @Test
  @DisplayName("P-06 a secret of one session opens for no other, and under no other name")
  void aSecretOpensInItsPlaceOnly() {
    Session session = running();
    Session other = running();
    set(session, VALUE);
    world.secrets.put(other.id(), NAME, world.secrets.all(session.id()).get(NAME));

    restartInVain(other);

    assertThat(why(other)).contains("is not as it was sealed");
  }

  @Test
  @DisplayName("P-06, L-11 without the key a session says so, and runs again with it")
  void withoutTheKeyASessionSaysSo() {
    Session session = running();
    set(session, VALUE);
    host.sessions().stop(ANN, DEFAULT, Requests.stop(session));
    host.settle(session.id());
    TestHost withoutKey = TestHost.named("other", world);

    withoutKey.sessions().start(ANN, DEFAULT, Requests.start(session));
    withoutKey.settle(session.id());
    assertThat(why(session)).contains("this host has no key");

    TestHost withAnother = TestHost.named("third", world, new SecretsModule(SecretKey.random()));
    withAnother.sessions().start(ANN, DEFAULT, Requests.start(session));
    withAnother.settle(session.id());
    assertThat(why(session)).contains("sealed with another key");

    host.sessions().start(ANN, DEFAULT, Requests.start(session));
    assertThat(host.settle(session.id()).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(environment(session)).containsEntry("API_KEY", VALUE);
  }

  @Test
  @DisplayName("P-06 a host without a key keeps no secret")
  void aHostWithoutAKeyKeepsNone() {
    Session session = running();
    Secrets closed = TestHost.named("other", world).get(Secrets.class);

    assertThatThrownBy(
            () -> closed.set(ANN, DEFAULT, new SetSecret(Requests.byId(session), NAME, VALUE)))
        .isInstanceOf(Unavailable.class);

    assertThat(world.secrets.all(session.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "9a",
        "a-b",
        "a b",
        "ä",
        "PATH",
        "TERM",
        "LD_PRELOAD",
        "SESSION_ID",
        "SESSION_TOKEN_FILE"
      })
  @DisplayName("P-06, W-02 a name that is no variable's, or the system's, is refused")
  void aNameIsAVariables(String name) {
    assertThatThrownBy(() -> new SecretName(name))
        .isInstanceOfSatisfying(
            Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo("name"));
  }

  @Test
  @DisplayName("P-06 an empty secret, one with NUL and one that is too long are refused")
  void aSecretHasALength() {
    Session session = running();

    assertThatThrownBy(() -> set(session, "")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> set(session, "a\0b")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> set(session, "x".repeat(SecretVariables.MAX_BYTES + 1)))
        .isInstanceOf(TooLarge.class);

    assertThat(world.secrets.all(session.id())).isEmpty();
    set(session, "x".repeat(SecretVariables.MAX_BYTES));
  }

  @Test
  @DisplayName(
      "P-06, T-02 another's session has no secrets to set, and what is not there is not found")
  void onlyOnesOwn() {
    Session session = running();
    set(session, VALUE);
    world.authorizeBy(Authorizer.OWNERS);
    Caller eve = Caller.of("eve");

    assertThatThrownBy(
            () -> secrets.set(eve, DEFAULT, new SetSecret(Requests.byId(session), NAME, "mine")))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(
            () -> secrets.remove(eve, DEFAULT, new RemoveSecret(Requests.byId(session), NAME)))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(
            () ->
                secrets.remove(
                    ANN,
                    DEFAULT,
                    new RemoveSecret(Requests.byId(session), new SecretName("OTHER"))))
        .isInstanceOf(NotFound.class);
    assertThat(world.secrets.all(session.id())).containsOnlyKeys(NAME);
  }

  private Session running() {
    Session session = host.sessions().create(ANN, DEFAULT, Requests.quick(Requests.SHELL));
    return host.settle(session.id());
  }

  private void set(Session session, String value) {
    secrets.set(ANN, DEFAULT, new SetSecret(Requests.byId(session), NAME, value));
  }

  private void restart(Session session) {
    restartInVain(session);
    assertThat(world.read(session.id()).state()).isEqualTo(SessionState.ACTIVE);
  }

  private void restartInVain(Session session) {
    host.sessions().stop(ANN, DEFAULT, Requests.stop(session));
    host.settle(session.id());
    host.sessions().start(ANN, DEFAULT, Requests.start(session));
    host.settle(session.id());
  }

  private Map<String, String> environment(Session session) {
    return world
        .runtime
        .processes()
        .find(Requests.ref(session, 0))
        .orElseThrow()
        .launch()
        .environment();
  }

  private String why(Session session) {
    Session failed = world.read(session.id());
    assertThat(failed.state()).isEqualTo(SessionState.FAILED);
    return failed.status().message().orElseThrow();
  }
}
