package dev.agentsessions.k8s.environment;

import static dev.agentsessions.testkit.workspace.EnvironmentsContract.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.host.Fence;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.EnvironmentState.Pending;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Retention;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A host beside a resource that it cannot read. A real cluster keeps none. */
final class UnreadableTest extends EnvironmentTests {
  private static final Fence NEXT = new Fence(OWNER.value() + 1);

  @BeforeEach
  void needsAMock() {
    bench.cluster().server();
  }

  @Test
  @DisplayName("K-01 a resource that cannot be read ends no watch of a host, and keeps none back")
  void othersGoOn() {
    Session odd = session();
    List<Session> good = Stream.generate(this::session).limit(10).toList();
    host.awaitState(odd, OWNER, Ready.class);
    good.forEach(session -> host.awaitState(session, OWNER, Ready.class));
    String sessions = "/namespaces/" + bench.namespace() + "/agenticsessions?";
    long watches = bench.cluster().server().begun(sessions);

    bench.set(name(odd), "run", "many");
    bench.tellPhase(name(odd), "Hibernating");

    host.awaitState(active(odd), OWNER, Pending.class);
    good.forEach(session -> host.awaitReleased(session, OWNER, Retention.KEEP));
    assertThat(bench.cluster().server().begun(sessions)).isEqualTo(watches);
  }

  @Test
  @DisplayName("K-01 a host begins beside a resource that it cannot read, and deletes it when told")
  void aHostBegins() {
    Session odd = session();
    Session good = session();
    host.awaitState(odd, OWNER, Ready.class);
    host.awaitState(good, OWNER, Ready.class);
    bench.set(name(odd), "run", "many");

    try (HostBench another = anotherHost()) {
      assertThat(another.watch().find(bench.namespace(), name(odd)).orElseThrow().getSpec())
          .returns(Desired.UNKNOWN, spec -> spec.desired());
      another.awaitState(active(good), NEXT, Ready.class);
      another.awaitReleased(odd, NEXT, Retention.DELETE);
    }

    assertThat(bench.find(name(odd))).isEmpty();
  }
}
