package dev.agentsessions.testkit.worker;

import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.testkit.FakeProgram;
import dev.agentsessions.testkit.FakeWorkerRuntime;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.WorkerChanges;
import dev.agentsessions.worker.WorkerRuntime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

class FakeWorkerRuntimeContractTest implements WorkerRuntimeContract, WorkerChangesContract {
  private final InMemoryOutputLog output = new InMemoryOutputLog();
  private final FakeWorkerRuntime runtime = new FakeWorkerRuntime(output);

  @BeforeEach
  void installPrograms() {
    runtime.processes().stopTakes(3);
    install(
        "forever",
        terminal -> {
          terminal.print("ready");
          terminal.stopReading();
        });
    install("cat", FakeProgram.ECHOES);
    install("size", FakeProgram.TELLS_ITS_SIZE);
    install("nope", FakeProgram.unrunnable("nope: no such program"));
    install(
        "exit", terminal -> terminal.exit(Integer.parseInt(terminal.launch().command().getLast())));
    install(
        "echo",
        terminal -> {
          terminal.print(terminal.launch().command().getLast());
          terminal.exit(0);
        });
    install(
        "printenv",
        terminal -> {
          String name = terminal.launch().command().getLast();
          terminal.print(terminal.launch().environment().getOrDefault(name, ""));
          terminal.exit(0);
        });
    install(
        "pwd",
        terminal -> {
          terminal.print(terminal.launch().directory().orElse(terminal.endpoint().directory()));
          terminal.exit(0);
        });
  }

  private void install(String name, FakeProgram program) {
    runtime.processes().install(name, program);
  }

  @Override
  public WorkerRuntime runtime() {
    return runtime;
  }

  @Override
  public WorkerChanges changes() {
    return runtime;
  }

  @Override
  public OutputLog output() {
    return output;
  }

  @Override
  public Endpoint endpoint() {
    return new Endpoint(Endpoint.LOCAL, "/srv/work");
  }

  @Override
  public List<String> commandThatRunsForever() {
    return List.of("forever");
  }

  @Override
  public List<String> commandThatHasToBeKilled() {
    return List.of("forever");
  }

  @Override
  public List<String> commandThatExits(int code) {
    return List.of("exit", Integer.toString(code));
  }

  @Override
  public List<String> commandThatPrints(String text) {
    return List.of("echo", text);
  }

  @Override
  public List<String> commandThatPrintsVariable(String name) {
    return List.of("printenv", name);
  }

  @Override
  public List<String> commandThatPrintsItsDirectory() {
    return List.of("pwd");
  }

  @Override
  public List<String> commandThatEchoes() {
    return List.of("cat");
  }

  @Override
  public List<String> commandThatTellsItsSize() {
    return List.of("size");
  }

  @Override
  public List<String> commandThatCannotRun() {
    return List.of("nope");
  }
}
