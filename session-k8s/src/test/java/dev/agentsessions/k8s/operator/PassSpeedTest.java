package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a look costs that finds nothing to do; what the framework adds is not in it. */
@Tag("long")
final class PassSpeedTest extends OperatorTests {
  @Test
  void aPassWithoutAChangeIsCheap() {
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    bench.stop();
    AgenticSession session = bench.get("demo");
    Observed observed = observed(session);
    Tools tools = Tools.of(bench.client(), bench.config(), Instant::now);
    int passes = 20_000;

    long began = System.nanoTime();
    for (int pass = 0; pass < 2 * passes; pass++) {
      if (pass == passes) {
        began = System.nanoTime();
      }
      // Without means to write: a pass that wanted to would fail.
      new Pass(session, seen -> observed, null, tools).run();
    }
    long perSecond = passes * 1_000_000_000L / (System.nanoTime() - began);

    System.out.println(perSecond + " passes without a change a second, on one thread");
    assertThat(perSecond).isGreaterThan(1000);
  }

  private Observed observed(AgenticSession session) {
    return new Observed(
        session,
        one(PersistentVolumeClaim.class),
        one(ServiceAccount.class),
        one(Secret.class).stream().toList(),
        one(Job.class),
        one(Pod.class).stream().toList(),
        new Observed.Fixtures(
            one(Role.class), one(RoleBinding.class), one(Service.class), one(NetworkPolicy.class)));
  }

  private <T extends HasMetadata> Optional<T> one(Class<T> type) {
    return bench.everyObject().filter(type::isInstance).map(type::cast).findFirst();
  }
}
