package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.operation.Pipeline.Step;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a host can do to the operations without touching them. */
class PipelineEditorTest {
  private final World world = new World();
  private final List<String> seen = new ArrayList<>();

  @Test
  @DisplayName("X-01 every operation is named steps, from authorize to publish")
  void everyOperationIsNamedSteps() {
    TestHost host =
        TestHost.in(
            world,
            editing(
                new PipelineEditor() {
                  @Override
                  public <I> Pipeline<SessionOperation<I>> edit(
                      Pipeline<SessionOperation<I>> pipeline) {
                    seen.add(pipeline.name() + pipeline.steps().stream().map(Step::name).toList());
                    return pipeline;
                  }
                }));

    assertThat(host.sessions()).isNotNull();
    assertThat(host.get(Imports.class)).isNotNull();
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(
                        "create[authorize, resolve, validate, limit, build, persist, publish]"),
                    Stream.of(
                            "update",
                            "apply",
                            "start",
                            "stop",
                            "delete",
                            "forget",
                            "patch",
                            "add-worker",
                            "delete-worker",
                            "restart-worker",
                            "restart",
                            "add-repository",
                            "remove-repository",
                            "switch-workflow",
                            "switch-model",
                            "import",
                            "send-message",
                            "report-result",
                            "set-secret",
                            "remove-secret")
                        .map(name -> name + "[authorize, resolve, load, build, persist, publish]"))
                .toList());
  }

  @Test
  @DisplayName("X-01 a host adds a step that sees caller, project and request")
  void aHostAddsAStep() {
    Sessions sessions = hostWith("authorize", operation -> see(operation)).sessions();

    sessions.create(ANN, DEFAULT, Requests.quick());

    assertThat(seen).containsExactly("ann in default asks CreateSession");
  }

  @Test
  @DisplayName("X-01 a host's step refuses, and nothing is stored")
  void aHostsStepRefuses() {
    Sessions sessions =
        hostWith(
                "authorize",
                operation -> {
                  throw new Denied("out of office hours");
                })
            .sessions();

    assertThatThrownBy(() -> sessions.create(ANN, DEFAULT, Requests.quick()))
        .isInstanceOf(Denied.class)
        .satisfies(
            denied ->
                assertThat(denied.getSuppressed())
                    .singleElement()
                    .asString()
                    .contains("added of create"));

    assertThat(world.all()).isEmpty();
  }

  @Test
  @DisplayName("X-01 a host's step shapes what is stored, before the one write")
  void aHostsStepShapesWhatIsStored() {
    Sessions sessions =
        hostWith(
                "build",
                operation ->
                    operation.become(
                        new Session(
                            operation.session().identity(),
                            SessionMetadata.named("by the host"),
                            operation.session().spec(),
                            operation.session().desired(),
                            operation.session().revision(),
                            operation.session().status(),
                            operation.session().ownership(),
                            operation.session().liveness(),
                            operation.session().workers())))
            .sessions();

    Session created = sessions.create(ANN, DEFAULT, Requests.quick());

    assertThat(world.read(created.id()).metadata().displayName()).isEqualTo("by the host");
  }

  @Test
  @DisplayName("X-01 a host's step transforms the response and leaves what is stored alone")
  void aHostsStepTransformsTheResponse() {
    Sessions sessions =
        hostWith(
                "publish",
                operation -> operation.become(operation.session().withWorkers(List.of())))
            .sessions();

    Session answered = sessions.create(ANN, DEFAULT, Requests.quick(Requests.SHELL));

    assertThat(answered.workers()).isEmpty();
    assertThat(world.read(answered.id()).workers()).hasSize(1);
  }

  @Test
  @DisplayName("X-01 the recorder hears of each step of an operation, and of the one that failed")
  void theRecorderHearsOfEachStep() {
    Sessions sessions =
        TestHost.in(
                world,
                binder ->
                    OptionalBinder.newOptionalBinder(binder, StepRecorder.class)
                        .setBinding()
                        .toInstance(this::record))
            .sessions();
    world.store.failNextWrite();

    assertThatThrownBy(() -> sessions.create(ANN, DEFAULT, Requests.quick()))
        .isInstanceOf(Unavailable.class);

    assertThat(seen)
        .containsExactly(
            "create authorize",
            "create resolve",
            "create validate",
            "create limit",
            "create build",
            "create persist",
            "Unavailable");
  }

  private TestHost hostWith(String after, Pipeline.Action<SessionOperation<?>> action) {
    return TestHost.in(
        world,
        editing(
            new PipelineEditor() {
              @Override
              public <I> Pipeline<SessionOperation<I>> edit(
                  Pipeline<SessionOperation<I>> pipeline) {
                return pipeline.after(after, new Step<>("added", action));
              }
            }));
  }

  private static Module editing(PipelineEditor editor) {
    return binder ->
        Multibinder.newSetBinder(binder, PipelineEditor.class).addBinding().toInstance(editor);
  }

  private void see(SessionOperation<?> operation) {
    seen.add(
        operation.caller().id()
            + " in "
            + operation.projectId()
            + " asks "
            + operation.input().getClass().getSimpleName());
  }

  private StepRecorder.Running record(String pipeline, String step) {
    seen.add(pipeline + " " + step);
    return new StepRecorder.Running() {
      @Override
      public void failed(Throwable failure) {
        assertThat(failure).isInstanceOf(SessionException.class);
        seen.add(failure.getClass().getSimpleName());
      }

      @Override
      public void close() {}
    };
  }
}
