package dev.agentsessions.k8s.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NoPodWorkersTest {
  private static final WorkerId WORKER = new WorkerId("wrk-1");
  private static final Place POD =
      new Place(
          new SessionId("ses-1"), new Endpoint("as-ses-1.team.svc:8788", "/work"), Fence.NONE);

  private final NoPodWorkers workers = new NoPodWorkers();

  @Test
  void aWorkerThatIsStartedHasFailedAndSaysWhy() {
    var launch = new WorkerLaunch(WORKER, 1, List.of(), Map.of(), WindowSize.DEFAULT);

    assertThat(workers.start(POD, launch).exit().map(WorkerExit::inWords))
        .hasValue("this host starts no workers in pods");

    assertThat(workers.adopt(POD)).isEmpty();
    assertThat(workers.observe(POD)).isEmpty();
    assertThat(workers.signal(POD, WORKER, Signal.INT)).isFalse();
    assertThatThrownBy(() -> workers.input(POD, WORKER, ByteBuffer.allocate(1)))
        .isInstanceOf(NotFound.class);
  }
}
