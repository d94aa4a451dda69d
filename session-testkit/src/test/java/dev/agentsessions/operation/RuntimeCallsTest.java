package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.worker.RuntimePart;
import dev.agentsessions.workspace.Retention;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RuntimeCallsTest {
  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final RuntimeCalls runtimes = host.get(RuntimeCalls.class);

  private List<RuntimePart> look(Session session) {
    return runtimes.look(ANN, DEFAULT, Requests.byId(session));
  }

  private Session running() {
    return host.settle(
        host.sessions().create(ANN, DEFAULT, Requests.quick(Requests.SHELL, Requests.AGENT)).id());
  }

  @Test
  @DisplayName("R-A12 the environment and every process of a running session")
  void aRunningSession() {
    Session session = running();

    List<RuntimePart> parts = look(session);

    assertThat(parts)
        .extracting(RuntimePart::kind)
        .containsExactly("environment", "process", "process");
    assertThat(parts).extracting(RuntimePart::state).containsExactly("Ready", "Running", "Running");
    assertThat(parts.get(1).name()).isEqualTo(session.workers().getFirst().name());
    assertThat(parts.get(1).details())
        .containsEntry("epoch", "1")
        .containsEntry("worker", session.workers().getFirst().id().value());
    assertThat(world.read(session.id())).isEqualTo(session);
  }

  @Test
  @DisplayName("R-A12 a process that ended says how; one that is wanted and gone is missing")
  void whatIsNotThere() {
    Session session = running();
    world.runtime.processes().exit(Requests.ref(session, 1), 3);
    world.runtime.processes().lose(Requests.ref(session, 0));

    List<RuntimePart> parts = look(session);

    assertThat(parts)
        .filteredOn(part -> part.state().equals("Ended"))
        .singleElement()
        .satisfies(part -> assertThat(part.message()).hasValue("exit code 3"));
    assertThat(parts)
        .filteredOn(RuntimePart::isMissing)
        .extracting(RuntimePart::name)
        .containsExactly(session.workers().getFirst().name());
  }

  @Test
  @DisplayName("R-A12 at rest there is no process, and nothing is missing")
  void atRest() {
    Session session = running();
    host.sessions().stop(ANN, DEFAULT, Requests.stop(session));
    Session stopped = host.settle(session.id());

    assertThat(look(stopped))
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.kind()).isEqualTo("environment");
              assertThat(part.state()).isEqualTo("Gone");
              assertThat(part.isMissing()).isFalse();
            });
  }

  @Test
  @DisplayName("R-A12 an environment that is gone under a running session is missing")
  void anEnvironmentThatIsGone() {
    Session session = running();
    world.environments.release(session, session.ownership().fence(), Retention.KEEP);

    assertThat(look(session))
        .filteredOn(RuntimePart::isMissing)
        .extracting(RuntimePart::kind)
        .containsExactly("environment", "process", "process");
  }

  @Test
  @DisplayName("R-A12 a session that is not there, and a runtime that cannot be asked")
  void refusals() {
    Session session = running();
    assertThatThrownBy(() -> runtimes.look(ANN, DEFAULT, SessionRef.parse("ses-none")))
        .isInstanceOf(NotFound.class);
    world.environments.setAvailable(false);
    assertThatThrownBy(() -> look(session)).isInstanceOf(Unavailable.class);
  }
}
