package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.ModelUse;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Fixed;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.Stale;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SwitchModelTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final List<WorkerLaunch> launches = new ArrayList<>();
  private final Set<String> unknown = Set.of("no-such-model");
  private Session active;

  @BeforeEach
  void start() {
    world
        .runtime
        .processes()
        .install(
            "claude",
            terminal -> {
              launches.add(terminal.launch());
              if (unknown.contains(terminal.launch().environment().get("SESSION_LLM_MODEL"))) {
                terminal.exit(1);
              }
            });
    active = host.settle(create(RunPolicy.DEFAULT).id());
  }

  private Session create(RunPolicy run) {
    SessionSpec quick = Requests.quick().spec();
    var spec =
        new SessionSpec(
            quick.kind(),
            quick.runtime(),
            quick.agent(),
            run,
            Map.of("SESSION_LLM_MODEL", "mine"),
            Optional.empty());
    return host.sessions()
        .create(
            ANN,
            DEFAULT,
            CreateSession.of(spec)
                .with(
                    NewWorker.of(new AgentWorker(World.CLAUDE)),
                    NewWorker.of(TerminalWorker.LOGIN_SHELL)));
  }

  private Session switchTo(String model) {
    return host.sessions().switchModel(ANN, DEFAULT, request(active, model));
  }

  private static SwitchModel request(Session session, String model) {
    return new SwitchModel(Target.of(new SessionRef.ById(session.id())), model);
  }

  private Session settled(Duration time) {
    world.advance(time);
    return host.settle(active.id());
  }

  private String told() {
    return launches.getLast().environment().get("SESSION_LLM_MODEL");
  }

  private static WorkerObserved agent(Session session) {
    return session.workers().getFirst().observed();
  }

  private static Optional<Condition> switched(Session session) {
    return session.status().conditions().find(Condition.MODEL_SWITCHED);
  }

  @Test
  @DisplayName("S-24 a model is stored as wanted, and the agents are restarted with it, once")
  void aModelIsSwitched() {
    assertThat(told()).isEqualTo("sonnet");

    Session asked = switchTo("opus");
    Session tries = host.settle(active.id());

    assertThat(asked.spec().agent().llm().model()).isEqualTo("opus");
    assertThat(asked.spec().agent().llm().temperature()).isEqualTo(0.7);
    assertThat(asked.revision().generation()).isEqualTo(active.revision().generation() + 1);
    assertThat(agent(tries)).isEqualTo(WorkerObserved.running(2));
    assertThat(tries.workers().get(1)).isEqualTo(active.workers().get(1));
    assertThat(told()).isEqualTo("opus");
    assertThat(tries.status().run().restartCount()).isEqualTo(1);
    assertThat(switched(tries)).map(Condition::status).hasValue(Status.UNKNOWN);

    Session taken = settled(LONG_ENOUGH);

    assertThat(switched(taken)).map(Condition::status).hasValue(Status.TRUE);
    assertThat(taken.status().run().model()).hasValue(ModelUse.of("opus"));
    assertThat(taken.workers()).isEqualTo(tries.workers());
    assertThat(launches).hasSize(2);
  }

  @Test
  @DisplayName("S-24 an agent that refuses its model: the old one is stored again, and told")
  void aModelIsRefused() {
    Session asked = switchTo("no-such-model");
    Session back = host.settle(active.id());

    assertThat(back.spec()).isEqualTo(active.spec());
    assertThat(back.revision().generation()).isEqualTo(asked.revision().generation() + 1);
    assertThat(back.revision().updated().by()).isEqualTo("system");
    assertThat(back.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(agent(back)).isEqualTo(WorkerObserved.running(3));
    assertThat(told()).isEqualTo("sonnet");
    assertThat(switched(back))
        .hasValueSatisfying(
            condition -> {
              assertThat(condition.status()).isEqualTo(Status.FALSE);
              assertThat(condition.reason()).isEqualTo(Reason.MODEL_REFUSED);
              assertThat(condition.message())
                  .contains("no-such-model", back.workers().getFirst().name(), "exit code 1");
            });
    assertThat(settled(LONG_ENOUGH)).isEqualTo(back);

    switchTo("opus");
    host.settle(active.id());
    assertThat(switched(settled(LONG_ENOUGH))).map(Condition::status).hasValue(Status.TRUE);
  }

  @Test
  @DisplayName("S-24 what a runtime does not allow is not told to any agent")
  void theEnvironmentRefuses() {
    world.environments.refuseModel("opus");

    switchTo("opus");
    Session back = host.settle(active.id());

    assertThat(back.spec()).isEqualTo(active.spec());
    assertThat(back.workers()).isEqualTo(active.workers());
    assertThat(switched(back)).map(Condition::status).hasValue(Status.FALSE);
    assertThat(launches).hasSize(1);
  }

  @Test
  @DisplayName("S-24 a refusal does not end a session that ends with its agent")
  void aRefusalEndsNothing() {
    active =
        host.settle(create(new RunPolicy(Optional.empty(), Optional.empty(), true, true)).id());

    switchTo("no-such-model");
    Session back = host.settle(active.id());

    assertThat(back.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(agent(back)).isEqualTo(WorkerObserved.running(3));
  }

  @Test
  @DisplayName("S-24 another one before the last was taken: the one that was taken is kept in mind")
  void anotherOneMeanwhile() {
    switchTo("opus");
    host.settle(active.id());
    switchTo("no-such-model");
    Session back = host.settle(active.id());

    assertThat(back.spec().agent().llm().model()).isEqualTo("sonnet");
    assertThat(told()).isEqualTo("sonnet");
  }

  @Test
  @DisplayName("S-24 an agent that ended before is not restarted, and refuses nothing")
  void whoEndedBeforeRefusesNothing() {
    world.runtime.processes().exit(Requests.ref(active, 0), 3);
    Session ended = settled(ReconcilerConfig.DEFAULT.watch());
    assertThat(agent(ended).state()).isEqualTo(WorkerState.EXITED);

    switchTo("opus");
    Session switched = host.settle(active.id());

    assertThat(switched.workers()).isEqualTo(ended.workers());
    assertThat(switched(switched)).map(Condition::status).hasValue(Status.TRUE);
  }

  @Test
  @DisplayName("S-24, L-01 a host that dies at any step of a switch leaves what the next completes")
  void theNextHostCompletes() {
    for (int steps = 0; steps < 12; steps++) {
      TestHost dying = TestHost.in(world);
      active = dying.settle(create(RunPolicy.DEFAULT).id());
      switchTo("no-such-model");
      for (int i = 0; i < steps; i++) {
        dying.pass(active.id());
      }

      Session after = TestHost.in(world).settle(active.id());

      assertThat(after.spec()).as("after %s steps", steps).isEqualTo(active.spec());
      assertThat(agent(after).state()).isEqualTo(WorkerState.RUNNING);
      assertThat(told()).isEqualTo("sonnet");
      assertThat(switched(after)).map(Condition::status).hasValue(Status.FALSE);
    }
  }

  @Test
  @DisplayName("S-24 the same model changes nothing; a blank or a longer one is refused")
  void values() {
    assertThat(switchTo("sonnet")).isEqualTo(active);
    for (String model : List.of("", " ", "m".repeat(101))) {
      assertThatThrownBy(() -> switchTo(model))
          .isInstanceOfSatisfying(
              Invalid.class, refused -> assertThat(refused.field()).isEqualTo("model"));
    }
    var stale =
        new SwitchModel(new Target(new SessionRef.ById(active.id()), OptionalLong.of(99)), "opus");
    assertThatThrownBy(() -> host.sessions().switchModel(ANN, DEFAULT, stale))
        .isInstanceOf(Stale.class);
    assertThat(world.read(active.id())).isEqualTo(active);
  }

  @ParameterizedTest
  @EnumSource(
      value = SessionState.class,
      mode = Mode.EXCLUDE,
      names = {"ACTIVE", "CLEANED"})
  @DisplayName("S-24 only while ACTIVE")
  void onlyWhileActive(SessionState state) {
    Session session = new SessionsInStates(world, host).in(state);

    assertThatThrownBy(() -> host.sessions().switchModel(ANN, DEFAULT, request(session, "opus")))
        .isInstanceOfSatisfying(
            WrongPhase.class, refused -> assertThat(refused.state()).isEqualTo(state));
  }

  @Test
  @DisplayName("S-24 not in a session that is one run")
  void notInOneRun() {
    active =
        host.settle(create(new RunPolicy(Optional.empty(), Optional.empty(), false, true)).id());

    assertThatThrownBy(() -> switchTo("opus")).isInstanceOf(Fixed.class);
  }
}
