package dev.agentsessions.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.memory.InMemoryStore;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Ownership;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Revision;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionStatus;
import dev.agentsessions.session.Slug;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MeteredStoreTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Revision.Change BY_ANN = new Revision.Change(NOON, "ann");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MeteredStore store =
      new MeteredStore(new InMemoryStore(() -> NOON).sessionStore(), registry);

  @Test
  @DisplayName("X-02 moves are counted, by callers and by the owner, and why sessions fail")
  void movesAreCounted() {
    Session created = session();
    store.create(created);
    Session renamed =
        store.commit(new Intent(created, created.withMetadata(SessionMetadata.named("x"), BY_ANN)));
    Ending ending = Ending.of(Target.FAILED, Reason.SPAWN_FAILED);
    Session stopping =
        store.commit(
            new Intent(renamed, renamed.wanting(Desired.STOPPED, BY_ANN).terminate(ending)));
    store.commit(new Observation(stopping, stopping.after(LifecycleEvent.FAIL, NOON)));

    assertThat(moves("none", "CREATED")).isEqualTo(1);
    assertThat(moves("CREATED", "TERMINATING")).isEqualTo(1);
    assertThat(moves("TERMINATING", "FAILED")).isEqualTo(1);
    assertThat(registry.find(MeteredStore.TRANSITIONS).counters()).hasSize(3);
    assertThat(registry.get(MeteredStore.FAILURES).tag("reason", "SpawnFailed").counter().count())
        .isEqualTo(1);
  }

  private double moves(String from, String to) {
    return registry.get(MeteredStore.TRANSITIONS).tags("from", from, "to", to).counter().count();
  }

  private static Session session() {
    return new Session(
        new SessionIdentity(
            new SessionId("ses-1"),
            ProjectId.DEFAULT,
            new Slug("s"),
            "s",
            new Owner(OwnerScope.IDENTITY_ACCOUNT, "ann"),
            Optional.empty(),
            Optional.empty()),
        SessionMetadata.named("s"),
        SessionSpec.of(new QuickSession(Path.of("/work"))),
        Desired.RUNNING,
        Revision.first(BY_ANN),
        SessionStatus.CREATED,
        Ownership.of(new NodeId("nod-1")),
        Liveness.from(NOON),
        List.of());
  }
}
