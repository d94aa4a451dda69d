package dev.agentsessions.pty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.host.Fence;
import dev.agentsessions.identity.TokenSecret;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.pty.keeper.KeeperConfig;
import dev.agentsessions.pty.log.DiskLogsConfig;
import dev.agentsessions.pty.log.UpkeepConfig;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.testkit.worker.ShellCommands;
import dev.agentsessions.testkit.worker.WorkerChangesContract;
import dev.agentsessions.testkit.worker.WorkerRuntimeContract;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerChanges;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.worker.WorkerSighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class KeeperWorkerRuntimeIT implements WorkerRuntimeContract, WorkerChangesContract, ShellCommands {
  @TempDir Path data;
  private LocalTerminals local;
  private WorkerRuntime runtime;
  private WorkerChanges changes;

  @BeforeEach
  void open() {
    Map<String, String> host = Map.of("PATH", "/usr/bin:/bin");
    KeeperConfig shortGrace =
        new KeeperConfig(data, Duration.ofMillis(400), Duration.ofMillis(200), 1 << 20);
    local =
        new LocalTerminals(
            new PtyConfig(
                DiskLogsConfig.at(data),
                UpkeepConfig.USUAL,
                shortGrace,
                terminals(),
                data.resolve("tokens"),
                host),
            MicrosecondClock.system(),
            Ticker.SYSTEM);
    local.start();
    runtime =
        new KeeperWorkerRuntime(
            local, new WorkerEnvironment(host, "/bin/sh"), new TokenFiles(data.resolve("tokens")));
    changes = new KeeperChanges(local);
  }

  Terminals terminals() {
    return Terminals.LINUX;
  }

  @AfterEach
  void close() {
    local.close();
  }

  @Test
  @DisplayName("W-02 a process finds its token in a file for its user alone, until it is over")
  void aProcessFindsItsToken() throws IOException {
    var place = new Place(new SessionId("ses-1"), endpoint(), new Fence(1));
    var worker = new WorkerId("wrk-1");
    TokenSecret token = TokenSecret.parse("tok-1." + "A".repeat(43)).orElseThrow();

    String script =
        "cp $SESSION_TOKEN_FILE token; stat -c %a $SESSION_TOKEN_FILE > mode; env > variables;"
            + " echo $SESSION_TOKEN_FILE > where";
    runtime.start(
        place,
        new WorkerLaunch(
            worker,
            1,
            List.of("sh", "-c", script),
            Optional.empty(),
            Map.of(),
            WindowSize.DEFAULT,
            Optional.of(token)));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> runtime.observe(place).stream().noneMatch(WorkerSighting::isRunning));

    assertThat(data.resolve("token")).hasContent(token.text());
    assertThat(data.resolve("mode")).hasContent("600");
    assertThat(data.resolve("variables")).content().doesNotContain(token.random());
    Path file = Path.of(Files.readString(data.resolve("where")).strip());
    assertThat(file).exists();
    runtime.release(place, worker, 1);
    assertThat(file).doesNotExist();
  }

  @Override
  public WorkerRuntime runtime() {
    return runtime;
  }

  @Override
  public WorkerChanges changes() {
    return changes;
  }

  @Override
  public OutputLog output() {
    return new DiskOutputLog(local);
  }

  @Override
  public Endpoint endpoint() {
    try {
      return new Endpoint(Endpoint.LOCAL, data.toRealPath().toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
