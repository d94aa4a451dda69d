package dev.agentsessions.k8s.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.host.Fence;
import dev.agentsessions.k8s.content.ContentPod;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputCursor;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputRange;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.OutcomeUnknown;
import dev.agentsessions.session.SessionException.StaleFence;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.testkit.worker.ShellCommands;
import dev.agentsessions.testkit.worker.WorkerChangesContract;
import dev.agentsessions.testkit.worker.WorkerRuntimeContract;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerChanges;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerRef;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.worker.WorkerSighting;
import dev.agentsessions.workspace.ContentService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Workers in pods, whose content services are real ones of this JVM. */
@EnabledOnOs(OS.LINUX)
final class ContentWorkersIT
    implements WorkerRuntimeContract, WorkerChangesContract, ShellCommands {
  private static final WorkerId WORKER = new WorkerId("wrk-1");

  @TempDir static Path folder;
  private static PodPrograms programs;

  private final KnownPods pods = new KnownPods();
  private ContentCalls calls;
  private PodEnds ends;
  private WorkerRuntime runtime;

  @BeforeAll
  static void openFolder() {
    programs = new PodPrograms(folder, session -> PodPrograms.TOKEN);
  }

  @AfterAll
  static void closeAll() {
    programs.close();
  }

  @BeforeEach
  void open() {
    calls = new ContentCalls(pods, Duration.ofSeconds(20));
    ends = new PodEnds(calls);
    runtime = new ContentWorkers(calls, ends);
  }

  @AfterEach
  void close() {
    ends.close();
    calls.close();
    programs.endAll();
  }

  /** Whose address is the endpoint's, and whose token is known. */
  private static final class KnownPods implements Pods {
    final AtomicInteger refused = new AtomicInteger();
    volatile String token = PodPrograms.TOKEN;
    volatile String next = PodPrograms.TOKEN;

    @Override
    public ContentPod find(SessionId session, Endpoint endpoint) {
      return new ContentPod(
          session,
          ProjectId.DEFAULT,
          new ContentService(URI.create("http://" + endpoint.address()), token));
    }

    @Override
    public void refused(ContentPod pod) {
      refused.incrementAndGet();
      token = next;
    }
  }

  private Place place(String session) {
    var id = new SessionId(session);
    return new Place(id, endpoint(id), new Fence(1));
  }

  @Test
  @DisplayName("K-08, K-07 a token that is refused is read once more, and then the call is made")
  void aRefusedTokenIsReadAgain() {
    Place place = place("ses-token");
    String next = "f".repeat(64);
    programs.replaceToken(place.session(), next);
    pods.next = next;

    assertThat(runtime.adopt(place)).isEmpty();
    assertThat(runtime.observe(place)).isEmpty();

    assertThat(pods.refused).hasValue(1);
    programs.replaceToken(place.session(), "0".repeat(64));
    assertThatThrownBy(() -> runtime.observe(place)).isInstanceOf(Unavailable.class);
  }

  @Test
  @DisplayName(
      "W-01, L-02 the output of others goes, but of what runs; a former owner removes none")
  void othersAreForgotten() {
    Place place = place("ses-forgetful");
    WorkerId ended = new WorkerId("wrk-ended");
    WorkerId runs = new WorkerId("wrk-runs");
    WorkerId kept = new WorkerId("wrk-kept");
    runtime.start(place, launch(ended, commandThatExits(0)));
    runtime.start(place, launch(kept, commandThatExits(0)));
    runtime.start(place, launch(runs, commandThatRunsForever()));
    await()
        .until(
            () -> runtime.observe(place).stream().filter(WorkerSighting::isRunning).count() == 1);
    runtime.release(place, ended, 1);

    runtime.forgetOthers(place, Set.of(kept));
    runtime.forgetOthers(place, Set.of(kept));

    assertThat(epoch(place, ended)).isZero();
    assertThat(epoch(place, runs)).isEqualTo(1);
    assertThat(epoch(place, kept)).isEqualTo(1);
    runtime.adopt(new Place(place.session(), place.endpoint(), place.fence().next()));
    assertThatThrownBy(() -> runtime.forgetOthers(place, Set.of())).isInstanceOf(StaleFence.class);
    assertThat(epoch(place, kept)).isEqualTo(1);
  }

  private static WorkerLaunch launch(WorkerId worker, List<String> command) {
    return new WorkerLaunch(
        worker, 1, command, Optional.empty(), Map.of(), WindowSize.DEFAULT, Optional.empty());
  }

  private long epoch(Place place, WorkerId worker) {
    return output().bounds(new WorkerRef(place.session(), worker)).epoch();
  }

  @Test
  @DisplayName("K-08 a pod that cannot be reached is unavailable, and nothing happened there")
  void unreachable() throws IOException {
    Place place = place("ses-gone");
    programs.lose(place.session());

    assertThatThrownBy(() -> runtime.observe(place)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> runtime.input(place, WORKER, ByteBuffer.allocate(1)))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  @DisplayName("K-08 what was typed into a pod that breaks off may have been typed")
  void brokenOff() throws IOException {
    try (var broken = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread hangsUp =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (true) {
                        try (var taken = broken.accept()) {
                          var unused = taken.getInputStream().read();
                        }
                      }
                    } catch (IOException closed) {
                      // the test is over
                    }
                  });
      var place =
          new Place(
              new SessionId("ses-broken"),
              new Endpoint("127.0.0.1:" + broken.getLocalPort(), "/workspace"),
              new Fence(1));

      assertThatThrownBy(() -> runtime.input(place, WORKER, ByteBuffer.allocate(1)))
          .isInstanceOf(OutcomeUnknown.class);
      assertThatThrownBy(() -> runtime.input(place, WORKER, 1, ByteBuffer.allocate(1)))
          .isInstanceOf(Unavailable.class);
      assertThatThrownBy(() -> runtime.stop(place, WORKER)).isInstanceOf(Unavailable.class);
      assertThat(hangsUp.isAlive()).isTrue();
    }
  }

  @Override
  public WorkerChanges changes() {
    return ends;
  }

  @Override
  public WorkerRuntime runtime() {
    return runtime;
  }

  @Override
  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1:1", programs.workspace().toString());
  }

  @Override
  public Endpoint endpoint(SessionId session) {
    return new Endpoint(programs.of(session).getAuthority(), programs.workspace().toString());
  }

  /** Read in the pods themselves. */
  @Override
  public OutputLog output() {
    return new OutputLog() {
      @Override
      public OutputBounds bounds(WorkerRef worker) {
        return programs.output(worker.session()).bounds(worker);
      }

      @Override
      public OutputBounds bounds(WorkerRef worker, long epoch) {
        return programs.output(worker.session()).bounds(worker, epoch);
      }

      @Override
      public long kept(WorkerRef worker) {
        return programs.output(worker.session()).kept(worker);
      }

      @Override
      public int read(OutputCursor from, ByteBuffer into) {
        return programs.output(from.worker().session()).read(from, into);
      }

      @Override
      public OutputRange readBackward(OutputCursor before, int max) {
        return programs.output(before.worker().session()).readBackward(before, max);
      }

      @Override
      public boolean awaitMore(OutputCursor from, Duration wait) throws InterruptedException {
        return programs.output(from.worker().session()).awaitMore(from, wait);
      }
    };
  }
}
