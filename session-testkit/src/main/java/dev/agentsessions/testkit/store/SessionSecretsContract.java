package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.secret.SealedSecret;
import dev.agentsessions.secret.SecretName;
import dev.agentsessions.secret.SessionSecrets;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionException.NotFound;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link SessionSecrets} promises. */
public interface SessionSecretsContract extends StorePorts {
  SecretName KEY = new SecretName("API_KEY");
  SecretName OTHER = new SecretName("_other9");
  SealedSecret SEALED = new SealedSecret("c2VhbGVk");

  /** As long as the longest gets. */
  SealedSecret LONG = new SealedSecret("x".repeat(100_000));

  @Test
  @DisplayName("P-06 secrets are kept by name, each in place of the one before")
  default void secretsAreKeptByName() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    Session another = project.stored("another");

    secrets().put(session.id(), KEY, LONG);
    secrets().put(session.id(), OTHER, LONG);
    secrets().put(session.id(), KEY, SEALED);
    secrets().put(another.id(), KEY, LONG);

    assertThat(secrets().all(session.id()))
        .hasSize(2)
        .containsEntry(KEY, SEALED)
        .containsEntry(OTHER, LONG);
    assertThat(project.read(session)).isEqualTo(session);
  }

  @Test
  @DisplayName("P-06 a secret is forgotten once, and no other with it")
  default void aSecretIsForgotten() {
    Session session = SampleProject.in(this).stored("s");
    secrets().put(session.id(), KEY, SEALED);
    secrets().put(session.id(), OTHER, SEALED);

    assertThat(secrets().remove(session.id(), KEY)).isTrue();
    assertThat(secrets().remove(session.id(), KEY)).isFalse();

    assertThat(secrets().all(session.id())).containsOnlyKeys(OTHER);
  }

  @Test
  @DisplayName("P-06, S-08 secrets go with their session, and a deleted one gets no more")
  default void secretsGoWithTheirSession() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    secrets().put(session.id(), KEY, SEALED);
    Session deleted = sessionStore().commit(SampleChanges.delete(session));

    assertThatThrownBy(() -> secrets().put(session.id(), OTHER, SEALED))
        .isInstanceOf(NotFound.class);
    sessionStore().commit(SampleChanges.move(deleted, LifecycleEvent.CLEAN));

    assertThat(secrets().all(session.id())).isEmpty();
    assertThatThrownBy(() -> secrets().put(session.id(), KEY, SEALED)).isInstanceOf(NotFound.class);
    assertThat(secrets().remove(session.id(), KEY)).isFalse();
  }

  @Test
  @DisplayName("P-06 a session has 100 secrets at most, and those it has can still be replaced")
  default void aSessionHasSoMany() {
    Session session = SampleProject.in(this).stored("s");
    for (int number = 0; number < SessionSecrets.MAX; number++) {
      secrets().put(session.id(), new SecretName("N" + number), SEALED);
    }

    assertThatThrownBy(() -> secrets().put(session.id(), KEY, SEALED))
        .isInstanceOf(LimitReached.class);
    secrets().put(session.id(), new SecretName("N0"), LONG);

    assertThat(secrets().all(session.id()))
        .hasSize(SessionSecrets.MAX)
        .containsEntry(new SecretName("N0"), LONG);
  }
}
