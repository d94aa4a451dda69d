package dev.agentsessions.k8s.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.Fence;
import dev.agentsessions.k8s.operator.ApplyServer;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.testkit.worker.RuntimePartsContract;
import dev.agentsessions.worker.RuntimePart;
import dev.agentsessions.worker.RuntimeParts;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Retention;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class KubernetesPartsTest extends EnvironmentTests implements RuntimePartsContract {
  private static final Fence FENCE = new Fence(1);

  @Override
  public RuntimeParts parts() {
    return new KubernetesParts(bench.client(), KubernetesEnvironmentsConfig.in(bench.namespace()));
  }

  @Override
  public Session running() {
    Session session = session();
    var unused = host.awaitState(session, FENCE, Ready.class);
    return active(session);
  }

  @Override
  public Session created() {
    return session();
  }

  @Override
  public Session lost() {
    return active(session());
  }

  @AfterEach
  void answerAgain() {
    if (System.getProperty("cluster") == null) {
      bench.cluster().server().refuse(request -> Optional.empty());
    }
  }

  @Test
  @DisplayName("R-A12 resource, volume, job, pod and containers are told as they are")
  void everythingIsTold() {
    Session session = running();

    List<RuntimePart> seen = parts().of(session);

    assertThat(seen)
        .extracting(RuntimePart::kind)
        .startsWith("resource", "volume", "job", "pod")
        .endsWith("container");
    assertThat(seen)
        .filteredOn(part -> part.kind().equals("container"))
        .extracting(RuntimePart::name)
        .contains("runner", "content");
    assertThat(seen)
        .filteredOn(part -> part.name().equals("runner"))
        .extracting(RuntimePart::state)
        .containsExactly("Running");
  }

  @Test
  @DisplayName("R-A12 at rest the volume is there, and no job or pod is missing")
  void atRest() {
    Session session = running();
    host.awaitReleased(session, FENCE, Retention.KEEP);

    assertThat(parts().of(session))
        .extracting(RuntimePart::kind)
        .containsExactly("resource", "volume");
  }

  @Test
  @DisplayName("R-A12 a volume that somebody removed is missing")
  void aRemovedVolumeIsMissing() {
    Session session = running();
    host.awaitReleased(session, FENCE, Retention.KEEP);
    bench.stop(); // or it were made again
    bench
        .client()
        .persistentVolumeClaims()
        .inNamespace(bench.namespace())
        .withName("as-" + name(session))
        .delete();
    bench.await(() -> !bench.everything().contains("PersistentVolumeClaim/as-" + name(session)));

    assertThat(parts().of(session))
        .filteredOn(RuntimePart::isMissing)
        .extracting(RuntimePart::kind)
        .containsExactly("volume");
  }

  @Test
  @DisplayName("R-A12 what the host may not look at is unknown; a cluster that is away is 503")
  void whatMayNotBeSeen() {
    Session session = running();
    refuse("/pods?", 403);
    assertThat(parts().of(session))
        .extracting(RuntimePart::state)
        .containsExactly("Running", RuntimePart.UNKNOWN);

    refuse("/agenticsessions/" + name(session), 403);
    assertThat(parts().of(session))
        .extracting(RuntimePart::state)
        .containsExactly(RuntimePart.UNKNOWN);

    refuse("/agenticsessions/" + name(session), 500);
    assertThatThrownBy(() -> parts().of(session)).isInstanceOf(Unavailable.class);
  }

  private void refuse(String part, int code) {
    String path = "/namespaces/" + bench.namespace() + part;
    bench
        .cluster()
        .server()
        .refuse(
            request ->
                request.getPath().contains(path) && !request.getPath().contains("watch")
                    ? Optional.of(ApplyServer.failure(code, "AsATestSays", "a test says so"))
                    : Optional.empty());
  }
}
